// Times what the map does with its points: gathering them into clusters at every zoom. bench_map [POINTS]

#include "app/domain/map_points.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <random>

using namespace takan::app;

int main(int count, char** words) {
    const std::size_t wanted = count > 1 ? std::strtoul(words[1], nullptr, 10) : 20'000;
    std::mt19937 random(1);
    std::normal_distribution<double> lat(29.3, 0.25), lon(113.1, 0.35);
    std::vector<MapPoint> points(wanted);
    for (std::size_t i = 0; i < wanted; ++i) {
        points[i].layer = static_cast<MapLayer>(i % map_layers);
        points[i].position = {lat(random), lon(random)};
    }
    std::vector<std::uint32_t> all(wanted);
    std::iota(all.begin(), all.end(), 0u);
    std::printf("%zu points\n%6s %10s %10s\n", wanted, "zoom", "clusters", "ms");
    for (int zoom = 3; zoom <= 19; zoom += 2) {
        const auto begin = std::chrono::steady_clock::now();
        const MapClusters clusters = cluster(points, all, zoom);
        const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
        std::printf("%6d %10zu %10.2f\n", zoom, clusters.clusters.size(), taken.count());
    }
}
