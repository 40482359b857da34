package io.arrears.config;

/** How a command ends, as its caller sees it. The codes are part of what users rely on. */
public enum ExitCode {
    /** A stage failed. */
    FAILED(1),
    /** Bad arguments, configuration or input: the user changes what was asked for and asks again. */
    BAD_REQUEST(2),
    /** Data quality or reconciliation stopped the run. */
    DATA_QUALITY(3),
    /** The source database is unavailable. */
    SOURCE_UNAVAILABLE(4),
    /** Another run holds the lake. */
    LAKE_HELD(75);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
