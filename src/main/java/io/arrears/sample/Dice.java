package io.arrears.sample;

/**
 * Random numbers that are the same on every machine and Java version: SplitMix64, and StrictMath for what is not
 * arithmetic.
 */
final class Dice {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    Dice(long seed, long stream) {
        state = mixed(seed + mixed(stream * GAMMA + 1));
    }

    private static long mixed(long value) {
        long z = value + GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** In [0, 1). */
    double uniform() {
        long value = mixed(state);
        state += GAMMA;
        return (value >>> 11) * UNIT;
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** From low to high, both included. */
    int between(int low, int high) {
        return low + (int) (uniform() * (high - low + 1));
    }

    double between(double low, double high) {
        return low + uniform() * (high - low);
    }

    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    <T> T one(T[] choices) {
        return choices[between(0, choices.length - 1)];
    }

    /** An index, drawn with these weights. */
    int weighted(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double drawn = uniform() * total;
        for (int i = 0; i < weights.length; i++) {
            drawn -= weights[i];
            if (drawn < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    static double logistic(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }
}
