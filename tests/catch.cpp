// Carries the precompiled header that every test reuses.
#include "tests/catch.hpp"
