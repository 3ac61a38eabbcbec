#pragma once

#include "tests/scratch.hpp"

using Scratch = scratch::Folder;
