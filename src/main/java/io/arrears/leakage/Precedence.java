package io.arrears.leakage;

import java.util.Locale;

/**
 * Which control claims an amount first when several flag the same money, first to last. A signal claims nothing.
 */
public enum Precedence {
    QUALITY(LeakType.Q),
    EXCESS(LeakType.E),
    BILLING(LeakType.R),
    CASH(LeakType.R),
    /** A stored state that disagrees: what is truly lost comes before it. */
    STATE(LeakType.Q),
    COLLECTION(LeakType.T),
    SIGNAL(LeakType.S);

    private final LeakType type;

    Precedence(LeakType type) {
        this.type = type;
    }

    /** The type of all controls of this class. */
    LeakType type() {
        return type;
    }

    /** 1 claims first; null claims nothing. */
    Integer rank() {
        return this == SIGNAL ? null : ordinal() + 1;
    }

    /** The word of the header line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
