// Builds Valhalla's tiles of a town and asks for one table. Prints JSON: seconds of the tiles
// on the clock and of the table on the processors, and times.
const {execFileSync} = require("child_process");
const fs = require("fs");
const path = require("path");

const asked = JSON.parse(fs.readFileSync(process.argv[2]));
const binaries = path.join(asked.home, "linux", process.arch);
const {Actor, getConfig} = require(asked.home);

function processorSeconds() {
  const usage = process.resourceUsage();
  return (usage.userCPUTime + usage.systemCPUTime) / 1e6;
}

async function main() {
  const config = await getConfig({tileDir: path.join(asked.folder, "tiles")});
  config.mjolnir.concurrency = 1;
  delete config.mjolnir.tile_extract;
  config.mjolnir.logging = config.loki.logging = config.thor.logging = config.odin.logging = {type: "file", file_name: "/dev/null"};
  Object.assign(config.service_limits.pedestrian, {max_distance: 1e7, max_matrix_distance: 1e7, max_matrix_location_pairs: 1e8, max_locations: 1e5});
  const file = path.join(asked.folder, "config.json");
  fs.writeFileSync(file, JSON.stringify(config));
  const before = performance.now();
  execFileSync(path.join(binaries, "valhalla_build_tiles"), ["-c", file, path.join(asked.folder, "town.osm.pbf")],
               {stdio: "ignore", cwd: asked.folder});  // it leaves files where it stands
  const building = (performance.now() - before) / 1000;
  const actor = new Actor(config);
  const place = ([lon, lat]) => ({lon, lat, radius: 0});
  const table = {
    sources: asked.sources.map(place), targets: asked.targets.map(place), costing: "pedestrian",
    costing_options: {pedestrian: {walking_speed: 4.8, walkway_factor: 1, max_distance: 1e6}}, verbose: false,
  };
  await actor.matrix({...table, sources: table.sources.slice(0, 1), targets: table.targets.slice(0, 1)});
  const start = processorSeconds();
  const found = await actor.matrix(table);
  const took = processorSeconds() - start;
  console.log(JSON.stringify({building, took, times: found.sources_to_targets.durations}));
}
main();
