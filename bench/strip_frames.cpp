// How long the strip of blocks takes for one frame, over a chain of ten million blocks whose engine answers at once: moving and
// zooming, with the reading that it causes. 60 frames a second leave 16.7 ms.
#include <benchmark/benchmark.h>

#include <QtGui/QImage>
#include <QtWidgets/QApplication>
#include <algorithm>
#include <chrono>
#include <vector>

#include "tests/support/fake_engine.h"
#include "ui/chain/block_strip.h"
#include "ui/parts/file_dialogs.h"

namespace {

constexpr int kWidth = 1400;
constexpr std::uint64_t kBlocks = 10'000'000;

struct Scene {
  mz::Theme theme{*qApp};
  mz::FileDialogs files;
  mz::EngineClient client;
  mz::Operations operations;
  mz::ChainAudit audit{client, operations};
  mz::BlockStrip strip{client, audit, theme, files};
  QImage image{kWidth, 148, QImage::Format_ARGB32_Premultiplied};

  Scene() {
    strip.resize(kWidth, strip.sizeHint().height());
    client.attach(std::make_unique<mz::test::FakeEngine>(mz::test::FakeLedger{kBlocks, 25, false}));
    while (!client.isIdle() || !client.status()) QCoreApplication::processEvents();
    settle();
  }
  void settle() {
    do QCoreApplication::processEvents();
    while (!client.isIdle());
  }
  void frame() {
    QCoreApplication::processEvents();  // answers that came in since the last one
    image.fill(Qt::white);
    strip.render(&image);
  }
};

// Runs `step` and a frame, and tells the slowest of a hundred.
template <class Step>
void run(benchmark::State& state, Scene& scene, Step step) {
  std::vector<double> frames;
  for (auto _ : state) {
    const auto begun = std::chrono::steady_clock::now();
    step();
    scene.frame();
    frames.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
  }
  std::ranges::sort(frames);
  if (!frames.empty()) state.counters["p99_ms"] = frames[frames.size() * 99 / 100];
}

// Pixels a block: from the whole history to digests that can be read.
void moving(benchmark::State& state) {
  Scene scene;
  scene.strip.fit();
  scene.strip.zoomBy(static_cast<double>(state.range(0)) / 1000 / scene.strip.view().scale.x(), {kWidth / 2.0, 0});
  scene.settle();
  double way = 7;
  run(state, scene, [&] {
    scene.strip.moveBy({way, 0});
    if (scene.strip.isLive() || scene.strip.view().origin.x() <= 0) way = -way;
  });
}
BENCHMARK(moving)
    ->ArgName("mpx_per_block")
    ->Arg(1)
    ->Arg(100)
    ->Arg(3'000)
    ->Arg(14'000)
    ->Arg(30'000)
    ->Arg(90'000)
    ->Arg(190'000)
    ->Unit(benchmark::kMillisecond);

void zooming(benchmark::State& state) {
  Scene scene;
  double factor = 1.06;
  run(state, scene, [&] {
    scene.strip.zoomBy(factor, {kWidth * 0.7, 0});
    if (scene.strip.isFitted() || scene.strip.view().scale.x() > 195) factor = 1 / factor;
  });
}
BENCHMARK(zooming)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
