package io.arrears.pipeline;

/** Shows the progress of a run. */
public interface Progress {

    /** The stage begins; position counts from 1. */
    void begin(int position, int total, String stage);

    /** The stage that began last is done. */
    void done(StageReport report, double seconds);

    /** The stage that began last failed. */
    void failed(double seconds);
}
