// A file that is there whole or not at all, whatever crashes: written beside its place, on disk,
// then renamed into it.
#pragma once

#include <filesystem>
#include <string_view>

namespace golive {

// Makes the folder above `file` if it is missing. `draft`, in the same file system, is overwritten.
// False, with errno, if the disk refuses; `file` is then as it was.
bool replace_file(const std::filesystem::path& file, const std::filesystem::path& draft,
                  std::string_view text);
// For its owner alone; whether it is there now.
bool make_folder(const std::filesystem::path& folder);

}  // namespace golive
