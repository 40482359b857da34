package io.arrears.lake;

import java.util.Locale;

/** The folders of the lake, in the order data flows through them. */
public enum Layer {
    RAW,
    STAGING,
    INTERMEDIATE,
    ABT,
    SCORES,
    FINDINGS,
    MARTS,
    OPS;

    /** Name of the folder, and of the SQL folder where one exists. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
