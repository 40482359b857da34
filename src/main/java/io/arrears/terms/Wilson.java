package io.arrears.terms;

/** The 95 % interval of a rate by Wilson (1927): within 0 and 1, and of use where successes are few or all. */
final class Wilson {

    private static final double NORMAL_95 = 1.959964;

    private Wilson() {}

    static double lower(long successes, long attempts) {
        return Math.max(0, centre(successes, attempts) - half(successes, attempts));
    }

    static double upper(long successes, long attempts) {
        return Math.min(1, centre(successes, attempts) + half(successes, attempts));
    }

    private static double centre(double successes, double attempts) {
        double square = NORMAL_95 * NORMAL_95;
        return (successes + square / 2) / (attempts + square);
    }

    private static double half(double successes, double attempts) {
        double square = NORMAL_95 * NORMAL_95;
        double rate = successes / attempts;
        return NORMAL_95 * Math.sqrt(attempts * rate * (1 - rate) + square / 4) / (attempts + square);
    }
}
