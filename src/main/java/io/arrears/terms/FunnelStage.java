package io.arrears.terms;

import java.util.List;

/** How far an invoice is on its way to cash. Its names are fixed: the ranges of {@link Ageing} do not move them. */
public final class FunnelStage {

    /** More days past due than this are the last stage. */
    private static final int LAST_EDGE = 90;

    /** All names, the best first. */
    public static final List<String> STAGES =
            List.of("Fully Paid", "Not Yet Due", "1-" + LAST_EDGE + " Days Overdue", LAST_EDGE + "+ Days Overdue");

    private FunnelStage() {}

    /** The place in {@link #STAGES} of an invoice this many days past due. */
    static int place(boolean isOpen, int days) {
        return !isOpen ? 0 : days <= 0 ? 1 : days <= LAST_EDGE ? 2 : 3;
    }
}
