#include "app/init/words.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "geo/read/kinds_words.hpp"

namespace app::init {
namespace {

constexpr std::size_t long_enough = 6;  // letters from which a word is known inside another

using List = std::vector<std::string>;

const std::map<Means, List>& vocabulary() {
  static const std::map<Means, List> words{
      {Means::total_people,
       {"total pop",     "pop total",   "pop",       "population", "poblacio",    "poblacion",
        "populacao",     "popolazione", "habitants", "habitantes", "habitant",    "residents",
        "residentes",    "residenti",   "hab",       "people",     "persons",     "persones",
        "personas",      "pessoas",     "persone",   "personnes",  "inhabitants", "total people",
        "total persons", "سكان",        "عدد السكان"}},
      {Means::born_abroad,
       {"foreign born",
        "born abroad",
        "nascuts a l estranger",
        "nascuts estranger",
        "nacidos en el extranjero",
        "nacidos extranjero",
        "nacidos fuera",
        "nascidos no exterior",
        "nascidos no estrangeiro",
        "nati all estero",
        "nes a l etranger",
        "nac www",
        "migrants",
        "migrantes",
        "migranti",
        "immigrants",
        "immigrats",
        "inmigrantes",
        "imigrantes",
        "immigrati",
        "immigres",
        "مهاجر",
        "مهاجرون",
        "مولود في الخارج"}},
      {Means::foreign_nationals,
       {"foreign", "foreigners", "foreign nationals", "non citizens", "estrangers", "estrangera",
        "extranjeros", "extranjera", "extranjero", "estrangeiros", "estrangeira", "stranieri",
        "straniera", "etrangers", "etrangere", "اجانب"}},
      {Means::refugees,
       {"refugees", "refugiats", "refugiados", "refugiats", "rifugiati", "refugies",
        "asylum seekers", "displaced", "idp", "desplazados", "لاجئ", "لاجئون", "نازح", "نازحون"}},
      {Means::dwellings,
       {"dwellings", "dwelling", "housing units", "habitatges", "viviendas", "vivendes", "moradias",
        "domicilios", "alloggi", "abitazioni", "logements", "مساكن"}},
      {Means::rent,
       {"rent", "rents", "lloguer", "lloguers", "alquiler", "alquileres", "aluguel", "alugueis",
        "affitto", "affitti", "loyer", "loyers", "ايجار", "الايجار"}},
      {Means::income,
       {"income", "incomes", "renda", "renda bruta", "renta", "renta media", "ingresos", "reddito",
        "redditi", "revenu", "revenus", "rendimento", "دخل", "الدخل"}},
      {Means::rooms,
       {"rooms", "habitacions", "habitaciones", "pieces", "stanze", "vani", "comodos", "غرف"}},
      {Means::period,
       {"quarter", "trimestre", "trimester", "semestre", "month", "mes", "mois", "mese"}},
      {Means::floor_area,
       {"floor area", "superficie construida", "superficie util", "sostre", "floor m2", "gfa",
        "superficie plancher", "area construida"}},
      {Means::floors,
       {"floors", "storeys", "stories", "plantes", "plantas", "piani", "etages", "pisos", "نطاق"}},
      {Means::name,
       {"name", "nom", "nombre", "nome", "denominacio", "denominacion", "denominaci",
        "denominazione", "denomination", "equipament", "equipamien", "equipamiento", "titol",
        "titulo", "dlibre", "label", "libelle", "toponim", "اسم"}},
      {Means::id,
       {"id", "code", "codi", "codigo", "codice", "fid", "gid", "objectid", "identifier",
        "register id", "osm id", "ref", "key", "رمز"}},
      {Means::kind,
       {"kind", "type", "tipus", "tipo", "category", "categoria", "categorie", "class", "classe",
        "clase", "generica", "amenity", "nom capa", "نوع"}},
      {Means::capacity,
       {"capacity", "places", "camas", "llits", "beds", "aforament", "aforo", "plazas", "capacitat",
        "capacidad", "capacidade", "capienza", "posti", "capacite", "lits", "سعة"}},
      {Means::opening_hours,
       {"opening hours", "horari", "horario", "orario", "orari", "horaires", "ساعات العمل"}},
      {Means::languages, {"languages", "llengues", "idiomas", "lingue", "langues", "لغات"}},
      {Means::fee, {"fee", "price", "tarifa", "preu", "precio", "prezzo", "tarif", "رسوم"}},
      {Means::steps,
       {"steps", "stairs", "escales", "escaleras", "escadas", "scale", "scalinata", "escaliers",
        "درج"}},
      {Means::counted,
       {"number", "value", "count", "total", "numero", "nombre", "valor", "valeur", "effectif",
        "quantitat", "cantidad", "numero de persones", "population", "poblacio", "poblacion",
        "persones", "personas", "people", "عدد"}},
      {Means::sex,
       {"sex", "gender", "sexe", "sexo", "genere", "genero", "genre", "sesso", "الجنس"}},
      {Means::age,
       {"age", "ages", "edat", "edad", "idade", "eta", "age group", "grup d edat", "العمر",
        "الفئة العمرية"}},
      {Means::origin, {"nationality",
                       "nacionalitat",
                       "nacionalidad",
                       "nationalite",
                       "nacionalidade",
                       "citizenship",
                       "ciutadania",
                       "ciudadania",
                       "citoyennete",
                       "country",
                       "country of birth",
                       "pais",
                       "pays",
                       "pais de naixement",
                       "pais de nacimiento",
                       "origin",
                       "origen",
                       "origine",
                       "الجنسية",
                       "البلد"}},
      {Means::land_use,
       {"land use", "landuse", "usos del sol", "uso del suelo", "uso do solo", "uso del suolo",
        "occupation du sol", "us principal", "استعمال الارض"}}};
  return words;
}

}  // namespace

bool says(std::string_view text, Means what) {
  const std::string said = " " + geo::read::plain_words(text) + " ";
  const auto& words = vocabulary().at(what);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    if (said.find(" " + word + " ") != std::string::npos) return true;
    return word.size() >= long_enough && said.find(word) != std::string::npos;
  });
}

std::optional<int> pcode_level(std::string_view name, std::string_view tag) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  for (int level = 0; level <= 5; ++level) {
    const std::string digit = std::to_string(level);
    const bool tagged =
        tag.starts_with("#adm" + digit + "+") && tag.find("+code") != std::string_view::npos;
    if (tagged || plain == "adm" + digit + "pcode" || plain == "admin" + digit + "pcode") {
      return level;
    }
  }
  return std::nullopt;
}

}  // namespace app::init
