// What nearly every test includes and nobody here changes, compiled once for all tests of a folder. Never included by name.
#pragma once

#include <QtTest/QtTest>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#undef emit  // CallHost has a function of this name
