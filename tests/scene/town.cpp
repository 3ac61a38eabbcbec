#include "tests/scene/town.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "tests/scene/drawing.hpp"

namespace scene {
namespace {

using namespace geo;

Cell<Door> door_at(const Drawing& drawing, char letter) {
  const auto found = drawing.door.find(letter);
  if (found == drawing.door.end()) return Missing::off_network;
  return found->second;
}

Polygon square(Point centre, double side) {
  const double h = side / 2;
  const auto [x, y] = centre;
  return {{{x - h, y - h}, {x + h, y - h}, {x + h, y + h}, {x - h, y + h}, {x - h, y - h}}, {}};
}

/// Neighbourhood -> letters of its homes, whatever way the town was told.
std::map<std::string, std::string> homes_by_neighbourhood(const Town& drawn) {
  auto letters = drawn.neighbourhoods;
  for (const auto& [key, counts] : drawn.counts) letters[key];
  if (letters.empty()) letters["town"] = drawn.homes;
  for (const char home : drawn.homes) {
    const bool told = std::any_of(letters.begin(), letters.end(), [&](const auto& entry) {
      return entry.second.find(home) != std::string::npos;
    });
    if (!told) throw std::invalid_argument(std::string("home in no neighbourhood: ") + home);
  }
  return letters;
}

struct Place {
  Point at;
  Cell<Door> door;
  char letter;
};

/// Homes of each neighbourhood, by place; one off the streets where none is drawn.
std::vector<std::vector<Place>> places(const Town& drawn, const Drawing& drawing) {
  std::vector<std::vector<Place>> out;
  const auto letters = homes_by_neighbourhood(drawn);
  const auto width = static_cast<std::size_t>(std::ceil(std::sqrt(letters.size())));
  for (const auto& [key, homes] : letters) {
    std::vector<Place> here;
    for (const char home : homes) {
      for (auto n = std::count(drawn.homes.begin(), drawn.homes.end(), home); n > 0; --n) {
        here.push_back({drawing.place.at(home), door_at(drawing, home), home});
      }
    }
    std::sort(here.begin(), here.end(), [](const Place& a, const Place& b) { return a.at < b.at; });
    if (here.empty() && !drawn.counts.empty()) {
      const double x = static_cast<double>(out.size() % width) * drawn.metres_per_cell;
      const double y = 1e6 - static_cast<double>(out.size() / width) * drawn.metres_per_cell;
      here.push_back({{x, y}, Missing::off_network, ' '});
    }
    out.push_back(std::move(here));
  }
  return out;
}

void add_neighbourhoods(City& city, const Town& drawn,
                        const std::vector<std::vector<Place>>& homes) {
  Neighbourhoods& all = city.neighbourhoods;
  for (const auto& [key, letters] : homes_by_neighbourhood(drawn)) {
    MultiPolygon shape;
    std::set<Point> seen;
    for (const Place& home : homes[all.size()]) {
      if (seen.insert(home.at).second) shape.push_back(square(home.at, drawn.metres_per_cell));
    }
    const double cells = static_cast<double>(shape.size());
    all.key.push_back(key);
    all.name.push_back(Names{key});
    all.area.push_back(SquareMetres{cells * drawn.metres_per_cell * drawn.metres_per_cell});
    all.shape.push_back(std::move(shape));
  }
}

/// A level whose areas gather neighbourhoods by `of_key`.
Level level(const City& city, const std::string& key,
            const std::map<std::string, std::string>& of) {
  Level out{key, Names{key}, {}, {}, {}, {}, {}};
  std::set<std::string> keys;
  for (const auto& [neighbourhood, area] : of) keys.insert(area);
  for (const std::string& area : keys) {
    out.area_key.push_back(area);
    out.area_name.push_back(Names{area});
    out.shape.push_back({});
  }
  for (const NeighbourhoodId n : city.neighbourhoods.key.rows()) {
    const auto found = keys.find(of.at(city.neighbourhoods.key[n]));
    const AreaId area{static_cast<std::size_t>(std::distance(keys.begin(), found))};
    out.of.push_back(area);
    const MultiPolygon& shape = city.neighbourhoods.shape[n];
    out.shape[area].insert(out.shape[area].end(), shape.begin(), shape.end());
  }
  return out;
}

void add_levels(City& city, const Town& drawn) {
  std::map<std::string, std::string> itself, whole;
  for (const std::string& key : city.neighbourhoods.key) {
    itself[key] = key;
    whole[key] = "city";
  }
  city.levels.push_back(level(city, "neighbourhood", itself));
  if (!drawn.districts.empty()) city.levels.push_back(level(city, "district", drawn.districts));
  city.levels.push_back(level(city, "city", whole));
  for (std::size_t fine = 0; fine + 1 < city.levels.size(); ++fine) {
    Level& here = city.levels[LevelId{fine}];
    const Level& up = city.levels[LevelId{fine + 1}];
    here.parent = Per<AreaId, AreaId>(here.area_key.size());
    for (const NeighbourhoodId n : here.of.rows()) here.parent[here.of[n]] = up.of[n];
  }
}

std::vector<std::string> group_keys(const Town& drawn) {
  std::set<std::string> keys;
  for (const auto& [key, homes] : drawn.people) keys.insert(key);
  for (const auto& [neighbourhood, counts] : drawn.counts) {
    for (const auto& [key, count] : counts) keys.insert(key);
  }
  keys.erase("everyone");
  std::vector<std::string> out{"everyone"};
  out.insert(out.end(), keys.begin(), keys.end());
  if (!keys.empty()) out.push_back("rest");
  return out;
}

/// People of one group in one home of `homes`, before the rest is worked out.
People people_at(const Town& drawn, const std::string& neighbourhood,
                 const std::vector<Place>& homes, std::size_t home, const std::string& group) {
  if (drawn.people.empty() && drawn.counts.empty()) return People::of(1);
  if (!drawn.people.empty()) {
    const auto found = drawn.people.find(group);
    if (found == drawn.people.end()) return {};
    const auto count = found->second.find(homes[home].letter);
    if (count == found->second.end()) return {};
    const auto same = std::count_if(homes.begin(), homes.end(), [&](const Place& place) {
      return place.letter == homes[home].letter;
    });
    return People::of(count->second / static_cast<double>(same));
  }
  const auto& counts = drawn.counts.at(neighbourhood);
  const auto found = counts.find(group);
  if (found == counts.end()) return {};
  const auto all = People::of(found->second).millionths;
  const auto n = static_cast<std::int64_t>(homes.size());
  return {all / n + (static_cast<std::int64_t>(home) < all % n ? 1 : 0)};
}

void add_residents(City& city, const Town& drawn, const std::vector<std::vector<Place>>& homes) {
  city.residents.recorded = !drawn.people.empty() || !drawn.counts.empty();
  city.residents.basis = "census";
  for (const std::string& key : group_keys(drawn)) {
    Group group;
    group.key = key;
    group.name = Names{key};
    group.is_protected = key != "everyone";
    group.is_rest = key == "rest";
    city.residents.groups.push_back(group);
    Per<HomeId, People> at_home;
    Column<NeighbourhoodId, People> counted;
    for (const NeighbourhoodId n : city.neighbourhoods.key.rows()) {
      const auto& here = homes[n.row()];
      People sum;
      for (std::size_t home = 0; home < here.size(); ++home) {
        People people = people_at(drawn, city.neighbourhoods.key[n], here, home, key);
        if (group.is_rest) {
          const HomeId id{at_home.size()};
          people = city.homes.people[everyone][id];
          for (GroupId g{1}; g.row() < city.homes.people.size(); ++g) {
            people = people - city.homes.people[g][id];
          }
        }
        at_home.push_back(people);
        sum += people;
      }
      counted.push_back(city.residents.recorded ? Cell<People>{sum} : Missing::not_recorded);
    }
    city.homes.people.push_back(std::move(at_home));
    city.residents.by_neighbourhood.push_back(std::move(counted));
  }
}

void add_homes(City& city, const std::vector<std::vector<Place>>& homes) {
  for (const NeighbourhoodId n : city.neighbourhoods.key.rows()) {
    for (const Place& home : homes[n.row()]) {
      city.homes.at.push_back(home.at);
      city.homes.in.push_back(n);
      city.homes.weight.push_back(1);
      city.homes.door.push_back(home.door);
      city.homes.near_data_edge.push_back(false);
    }
  }
}

void add_service(City& city, const Town& drawn, const Drawing& drawing, const std::string& kind,
                 char letter, std::vector<std::vector<Door>>& doors) {
  Services& all = city.services;
  const Point at = drawing.place.at(letter);
  all.key.push_back(std::string(1, letter));
  all.kind.push_back(Kind{kind});
  all.name.push_back(Names{kind + " " + letter});
  all.at.push_back(at);
  const Cell<Door> door = door_at(drawing, letter);
  doors.push_back(door ? std::vector<Door>{*door} : std::vector<Door>{});
  Cell<NeighbourhoodId> in = Missing::out_of_area;
  for (const HomeId home : city.homes.at.rows()) {
    if (city.homes.at[home] == at) in = city.homes.in[home];
  }
  all.in.push_back(in);
  const auto capacity = drawn.capacity.find(letter);
  all.capacity.push_back(capacity == drawn.capacity.end() ? Cell<double>{Missing::not_recorded}
                                                          : Cell<double>{capacity->second});
  all.step_free.push_back(Missing::not_recorded);
  all.languages.push_back({});
  all.open_to.push_back({});
  for (auto* text : {&all.opening_hours, &all.fee, &all.run_by, &all.funded_until, &all.status}) {
    text->push_back({});
  }
  all.location.push_back(Openness::shown);
  all.file.push_back("drawn");
}

void add_services(City& city, const Town& drawn, const Drawing& drawing) {
  std::vector<std::vector<Door>> doors;
  for (auto [kind, letters] : drawn.services) {
    std::sort(letters.begin(), letters.end());
    for (const char letter : letters) add_service(city, drawn, drawing, kind, letter, doors);
  }
  city.services.doors = Lists<ServiceId, Door>(doors);
}

void add_uses(City& city, const Town& drawn, const Drawing& drawing) {
  for (const auto& [name, masses] : drawn.uses) {
    if (name == "housing") city.uses.dwelling_class = city.uses.classes.size();
    for (const auto& [letter, mass] : masses) {
      city.uses.of_class.push_back(city.uses.classes.size());
      city.uses.mass.push_back(mass);
      city.uses.at.push_back(drawing.place.at(letter));
      city.uses.door.push_back(door_at(drawing, letter));
    }
    city.uses.classes.push_back(name);
  }
}

/// The drawing that a city was made from, kept in its description.
Drawing drawing_of(const City& city) {
  const auto& source = city.description.streets.source;
  return drawing(source.title, std::stod(source.x));
}

/// Position of the first of `places` that stands on `letter`.
template <class Id, class Places, class Same>
Id first_at(const City& city, char letter, const Places& places, Same same) {
  const Point at = drawing_of(city).place.at(letter);
  for (const Id id : places.rows()) {
    if (same(places[id], at)) return id;
  }
  throw std::out_of_range(std::string("nothing drawn at ") + letter);
}

bool same_point(const Point& a, const Point& b) {
  return a == b;
}

}  // namespace

City town(const Town& drawn) {
  const Drawing picture = drawing(drawn.streets, drawn.metres_per_cell);
  const auto homes = places(drawn, picture);
  City city;
  city.name = Names{"Drawn"};
  city.languages = {"en"};
  city.projection = "EPSG:25831";
  city.description.streets.source.title = drawn.streets;
  city.description.streets.source.x = std::to_string(drawn.metres_per_cell);
  city.streets = picture.streets;
  add_neighbourhoods(city, drawn, homes);
  add_levels(city, drawn);
  add_homes(city, homes);
  add_residents(city, drawn, homes);
  add_services(city, drawn, picture);
  add_uses(city, drawn, picture);
  return city;
}

HomeId home(const City& city, char letter) {
  return first_at<HomeId>(city, letter, city.homes.at, same_point);
}

ServiceId service(const City& city, char letter) {
  return first_at<ServiceId>(city, letter, city.services.at,
                             [](const Cell<Point>& a, Point b) { return a && *a == b; });
}

UseId use(const City& city, char letter) {
  return first_at<UseId>(city, letter, city.uses.at, same_point);
}

NodeId corner(const City& city, char letter) {
  return drawing_of(city).corner.at(letter);
}

NeighbourhoodId neighbourhood(const City& city, const std::string& key) {
  for (const NeighbourhoodId n : city.neighbourhoods.key.rows()) {
    if (city.neighbourhoods.key[n] == key) return n;
  }
  throw std::out_of_range("no neighbourhood " + key);
}

GroupId group(const City& city, const std::string& key) {
  const auto found = city.residents.find(key);
  if (!found) throw std::out_of_range("no group " + key);
  return *found;
}

}  // namespace scene
