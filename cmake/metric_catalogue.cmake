# Writes the table behind analysis::catalogue() from the files in analysis/metrics: the path of a
# file is the id of its metric, and a file that does not define its metric fails to link by name.
function(medina_metric_catalogue out)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/analysis/metrics
       ${PROJECT_SOURCE_DIR}/analysis/metrics/*.cpp)
  list(SORT files)
  set(declarations "")
  set(rows "")
  foreach(file IN LISTS files)
    string(REGEX REPLACE "\\.cpp$" "" id "${file}")
    get_filename_component(room ${id} DIRECTORY)
    get_filename_component(name ${id} NAME)
    string(APPEND declarations "namespace analysis::${room} {\nextern const Metric ${name};\n}\n")
    string(APPEND rows "      {\"${id}\", &${room}::${name}},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT "#include \"analysis/metric.hpp\"

@declarations@
namespace analysis {

const std::vector<Entry>& catalogue() {
  static const std::vector<Entry> entries{
@rows@  };
  return entries;
}

}  // namespace analysis
")
endfunction()
