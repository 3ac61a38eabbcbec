#include "geo/read/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace geo::read {

std::optional<MappedFile> mapped_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  struct stat about {};
  const bool known = ::fstat(file, &about) == 0 && S_ISREG(about.st_mode);
  const auto size = known ? static_cast<std::size_t>(about.st_size) : 0;
  // All pages at once: they are all looked at, and one by one that would take longer.
  void* const bytes = size == 0
                          ? MAP_FAILED
                          : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  ::close(file);
  if (bytes == MAP_FAILED) return std::nullopt;
  const std::shared_ptr<const void> owner(bytes, [size](void* at) { ::munmap(at, size); });
  return MappedFile{{static_cast<const std::byte*>(bytes), size}, owner};
}

}  // namespace geo::read
