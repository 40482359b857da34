package io.arrears.sample;

import java.util.Locale;

/** Why a card was declined, and how likely another attempt helps. */
enum Decline {
    INSUFFICIENT_FUNDS(0.42, -0.1, 0),
    DO_NOT_HONOR(0.17, -1.0, 0),
    EXPIRED_CARD(0.13, -2.6, 0.30),
    PROCESSOR_ERROR(0.08, 2.2, 0),
    LIMIT_EXCEEDED(0.08, -0.6, 0),
    SUSPECTED_FRAUD(0.06, -1.7, 0.10),
    LOST_OR_STOLEN(0.03, -3.5, 0.25),
    AUTHENTICATION_FAILED(0.03, 0.4, 0);

    private static final double[] SHARES = new double[values().length];

    static {
        for (Decline each : values()) {
            SHARES[each.ordinal()] = each.share;
        }
    }

    final double share;
    /** Log odds that the next attempt succeeds, for an average customer and amount. */
    final double retry;
    /** Chance per attempt that an average customer gives new card data in between. */
    final double renewal;

    final String code = name().toLowerCase(Locale.ROOT);

    Decline(double share, double retry, double renewal) {
        this.share = share;
        this.retry = retry;
        this.renewal = renewal;
    }

    static Decline draw(Dice dice) {
        return values()[dice.weighted(SHARES)];
    }
}
