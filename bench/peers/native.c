/*
 * The time steps of one picture in C with vector intrinsics: what a native program would take for the loop that
 * dominates, on this machine. No encoding, no plasticity, no output spikes, single threshold check a step.
 * Prints microseconds of CPU time, 25th percentile over pictures.
 */
#include <immintrin.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define STEPS 700
#define CHUNK 32
#define INPUTS 784
/* Inputs that are active in a picture, about. */
#define ACTIVE 300
#define SPIKES_A_STEP 5

#ifdef __AVX2__
#define LANES 8
typedef __m256 vec;
#define LOAD _mm256_load_ps
#define STORE _mm256_store_ps
#define SPLAT _mm256_set1_ps
#define ADD _mm256_add_ps
#define MUL _mm256_mul_ps
#define DIV _mm256_div_ps
#define OR _mm256_or_ps
#define OVER(a, b) _mm256_cmp_ps(a, b, _CMP_GT_OQ)
#define ANY _mm256_movemask_ps
#else
#define LANES 4
typedef __m128 vec;
#define LOAD _mm_load_ps
#define STORE _mm_store_ps
#define SPLAT _mm_set1_ps
#define ADD _mm_add_ps
#define MUL _mm_mul_ps
#define DIV _mm_div_ps
#define OR _mm_or_ps
#define OVER(a, b) _mm_cmpgt_ps(a, b)
#define ANY _mm_movemask_ps
#endif
#define TILE (4 * LANES)

static float *weights, *v, *excitation, *threshold;
static int stride, first[STEPS + 1], row[STEPS * 2 * SPIKES_A_STEP];

static double microseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

__attribute__((noinline)) static int advance(int tile, int from, int to) {
  vec voltage[4], e[4];
  const float *column = weights + tile * TILE;
  const vec decay = SPLAT(0.6065f), gain = SPLAT(1e5f), leak = SPLAT(0.01f), load = SPLAT(1.01f), push = SPLAT(-0.00065f);
  for (int k = 0; k < 4; k++) {
    voltage[k] = LOAD(v + tile * TILE + k * LANES);
    e[k] = LOAD(excitation + tile * TILE + k * LANES);
  }
  int crossed = 0;
  for (int t = from; t < to && !crossed; t++) {
    vec sum[4] = {SPLAT(0), SPLAT(0), SPLAT(0), SPLAT(0)}, over = SPLAT(0);
    for (int s = first[t]; s < first[t + 1]; s++) {
      const float *w = column + (long)row[s] * stride;
      for (int k = 0; k < 4; k++) sum[k] = ADD(sum[k], LOAD(w + k * LANES));
    }
    for (int k = 0; k < 4; k++) {
      e[k] = ADD(MUL(e[k], decay), MUL(gain, sum[k]));
      voltage[k] = DIV(ADD(voltage[k], push), ADD(load, MUL(leak, e[k])));
      over = OR(over, OVER(voltage[k], LOAD(threshold + tile * TILE + k * LANES)));
    }
    crossed = ANY(over);
  }
  for (int k = 0; k < 4; k++) {
    STORE(v + tile * TILE + k * LANES, voltage[k]);
    STORE(excitation + tile * TILE + k * LANES, e[k]);
  }
  return crossed;
}

static int ascending(const void *a, const void *b) {
  double d = *(const double *)a - *(const double *)b;
  return (d > 0) - (d < 0);
}

static float *floats(long n) {
  float *x = aligned_alloc(64, (n * 4 + 63) / 64 * 64);
  if (!x) exit(1);
  return x;
}

int main(int count, char **words) {
  if (count != 3) return 2;
  const int neurons = atoi(words[1]), pictures = atoi(words[2]);
  if (neurons < 1 || pictures < 1) return 2;
  const int tiles = (neurons + TILE - 1) / TILE, padded = (tiles * TILE + 15) / 16 * 16;
  /* An odd number of cache lines apart. */
  stride = (padded / 16) % 2 ? padded : padded + 16;
#ifdef __AVX2__
  stride = (padded / 16) % 2 ? padded + 16 : padded;
#endif
  weights = floats((long)INPUTS * stride + TILE);
  v = floats(padded + TILE), excitation = floats(padded + TILE), threshold = floats(padded + TILE);
  for (long i = 0; i < (long)INPUTS * stride; i++) weights[i] = 1e-8f * (i % 97);
  double *taken = malloc(sizeof(double) * pictures);
  srand(1);
  for (int p = 0; p < pictures; p++) {
    int spikes = 0;
    for (int t = 0; t < STEPS; t++) {
      first[t] = spikes;
      for (int k = SPIKES_A_STEP - 2 + rand() % 5; k > 0; k--) row[spikes++] = 50 + 2 * (rand() % ACTIVE);
    }
    first[STEPS] = spikes;
    for (int j = 0; j < padded + TILE; j++) v[j] = -0.065f, excitation[j] = 0, threshold[j] = 1;
    const double before = microseconds();
    for (int t = 0; t < STEPS; t += CHUNK)
      for (int tile = 0; tile < tiles; tile++)
        if (advance(tile, t, t + CHUNK < STEPS ? t + CHUNK : STEPS)) return 3;
    taken[p] = microseconds() - before;
  }
  qsort(taken, pictures, sizeof(double), ascending);
  printf("%g\n", taken[pictures / 4]);
  return 0;
}
