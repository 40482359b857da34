package io.arrears.terms;

import java.util.ArrayList;
import java.util.List;

/** The buckets of days past due, from not due to the oldest. Due today is not overdue. */
public final class Ageing {

    /** The last day past due of each bucket between {@code Not Due} and the oldest. */
    private static final int[] EDGES = {30, 60, 90};

    /** More days past due than this are in the oldest bucket. */
    public static final int LAST_EDGE = EDGES[EDGES.length - 1];

    /** The bucket of what has no due date, and so no age. */
    public static final String NO_DUE_DATE = "No Due Date";

    /** All names, the youngest first, {@link #NO_DUE_DATE} last. */
    public static final List<String> BUCKETS = names();

    /** The oldest bucket. */
    public static final String OLDEST = BUCKETS.get(EDGES.length + 1);

    private Ageing() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("Not Due"));
        int from = 1;
        for (int edge : EDGES) {
            names.add(from + "-" + edge + " Days");
            from = edge + 1;
        }
        names.add((from - 1) + "+ Days");
        names.add(NO_DUE_DATE);
        return List.copyOf(names);
    }

    /** The bucket of this many days past due, zero or less before and on the due date. */
    public static String bucket(int days) {
        return BUCKETS.get(place(days));
    }

    /** The place in {@link #BUCKETS} of this many days past due. */
    static int place(int days) {
        if (days <= 0) {
            return 0;
        }
        int place = 1;
        for (int edge : EDGES) {
            if (days <= edge) {
                return place;
            }
            place++;
        }
        return place;
    }
}
