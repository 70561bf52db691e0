/*
 * The static network of bench/networks.ts as a bare loop in C: neurons, Poisson drive, delivery by rows, nothing else. What a
 * program written for this one network would take, with one thread, double precision and a fast generator of random numbers.
 *
 *     networks NEURONS SECONDS      prints seconds of CPU time in the loop, spikes of excitatory and of inhibitory neurons
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define DELAY 15
#define SLOTS 16
#define REFRACTORY 20

static uint64_t state[2] = {0x9e3779b97f4a7c15u, 0xbf58476d1ce4e5b9u};

/* xoroshiro128+: 64 random bits. */
static inline uint64_t next(void) {
  const uint64_t a = state[0];
  uint64_t b = state[1];
  const uint64_t sum = a + b;
  b ^= a;
  state[0] = ((a << 24) | (a >> 40)) ^ b ^ (b << 16);
  state[1] = (b << 37) | (b >> 27);
  return sum;
}

static inline double uniform(void) { return (double)(next() >> 11) * 0x1p-53; }

/* Sources of each target drawn without repetition, then sorted by source. */
static void connect(int from, int to, int degree, int **first, int **target) {
  int *sources = malloc(sizeof(int) * (size_t)to * degree);
  int *drawn = calloc(from, sizeof(int));
  *first = calloc(from + 1, sizeof(int));
  *target = malloc(sizeof(int) * (size_t)to * degree);
  for (int j = 0; j < to; j++)
    for (int k = 0; k < degree;) {
      const int i = (int)(uniform() * from);
      if (drawn[i] == j + 1) continue;
      drawn[i] = j + 1;
      sources[(size_t)j * degree + k++] = i;
      (*first)[i + 1]++;
    }
  for (int i = 0; i < from; i++) (*first)[i + 1] += (*first)[i];
  int *at = malloc(sizeof(int) * from);
  for (int i = 0; i < from; i++) at[i] = (*first)[i];
  for (int j = 0; j < to; j++)
    for (int k = 0; k < degree; k++) (*target)[at[sources[(size_t)j * degree + k]]++] = j;
  free(sources);
  free(drawn);
  free(at);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  const int n = atoi(argv[1]), nE = (int)(0.8 * n), nI = n - nE, kE = nE / 10, kI = nI / 10;
  const int ticks = (int)(atof(argv[2]) * 1e4 + 0.5);
  const double weight = 0.1 / kE, mean = 40e-3 / (weight * 20e-3) * 1e-4, keep = exp(-0.1 / 20);
  int *first[4], *target[4];
  connect(nE, nE, kE, &first[0], &target[0]);
  connect(nE, nI, kE, &first[1], &target[1]);
  connect(nI, nE, kI, &first[2], &target[2]);
  connect(nI, nI, kI, &first[3], &target[3]);
  /* A random word gives k spikes from the k-th limit on. */
  uint64_t limits[64];
  int most = 0;
  double p = exp(-mean), sum = 0;
  for (int k = 0; k < 63 && sum < 1 - 1e-9; k++) {
    sum += p;
    p *= mean / (k + 1);
    limits[most++] = sum < 1 ? (uint64_t)(sum * 0x1p32) : 0xffffffffu;
  }
  double *v = malloc(sizeof(double) * n), *input = calloc(n, sizeof(double));
  int *until = calloc(n, sizeof(int)), *ring[SLOTS], counts[SLOTS] = {0};
  for (int i = 0; i < n; i++) v[i] = 19e-3 * uniform();
  for (int s = 0; s < SLOTS; s++) ring[s] = malloc(sizeof(int) * n);
  long spikesE = 0, spikesI = 0;
  const clock_t began = clock();
  for (int t = 0; t < ticks; t++) {
    const int slot = t % SLOTS, to = (t + DELAY) % SLOTS;
    for (int s = 0; s < counts[slot]; s++) {
      const int i = ring[slot][s], inhibits = i >= nE, row = inhibits ? i - nE : i;
      const double w = inhibits ? -5 * weight : weight;
      const int a = inhibits ? 2 : 0;
      for (int x = first[a][row]; x < first[a][row + 1]; x++) input[target[a][x]] += w;
      for (int x = first[a + 1][row]; x < first[a + 1][row + 1]; x++) input[nE + target[a + 1][x]] += w;
    }
    int fired = 0;
    for (int i = 0; i < n; i += 2) {
      const uint64_t words = next();
      for (int half = 0; half < 2 && i + half < n; half++) {
        const uint64_t word = half ? words >> 32 : words & 0xffffffffu;
        int k = 0;
        while (k < most && word >= limits[k]) k++;
        input[i + half] += k * weight;
      }
    }
    for (int i = 0; i < n; i++) {
      const double w = input[i];
      input[i] = 0;
      if (t < until[i]) continue;
      v[i] = v[i] * keep + w;
      if (v[i] < 20e-3) continue;
      v[i] = 10e-3;
      until[i] = t + REFRACTORY;
      ring[to][fired++] = i;
      if (i < nE) spikesE++;
      else spikesI++;
    }
    counts[to] = fired;
  }
  printf("%g %ld %ld\n", (double)(clock() - began) / CLOCKS_PER_SEC, spikesE, spikesI);
  return 0;
}
