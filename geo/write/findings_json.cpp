#include <nlohmann/json.hpp>

#include "geo/write/write.hpp"

namespace geo::write {

void findings_json(const Release& release, const std::string& file) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const Finding& finding : release.findings().shown()) {
    list.push_back({{"code", finding.code},
                    {"severity", word(finding.severity)},
                    {"file", finding.file},
                    {"layer", finding.layer},
                    {"feature", finding.feature},
                    {"field", finding.field},
                    {"value", finding.value},
                    {"place", finding.place},
                    {"what", finding.what},
                    {"remedy", finding.remedy}});
  }
  Json counts = Json::object();
  for (const auto& [code, count] : release.findings().counts()) counts[code] = count;
  const Json all{{"counts", counts}, {"findings", list}};
  whole_file(file, all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace geo::write
