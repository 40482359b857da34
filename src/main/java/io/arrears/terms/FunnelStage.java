package io.arrears.terms;

import java.util.List;

/** How far an invoice is on its way to cash. */
public final class FunnelStage {

    /** All names, the best first. */
    public static final List<String> STAGES = List.of(
            "Fully Paid",
            "Not Yet Due",
            "1-" + Ageing.LAST_EDGE + " Days Overdue",
            Ageing.LAST_EDGE + "+ Days Overdue");

    private FunnelStage() {}

    /** The place in {@link #STAGES} of an invoice this many days past due. */
    static int place(boolean isOpen, int days) {
        return !isOpen ? 0 : days <= 0 ? 1 : days <= Ageing.LAST_EDGE ? 2 : 3;
    }
}
