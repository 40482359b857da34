package io.arrears.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The buckets of days past due, from not due to the oldest, by the edges that {@code finance.ageing} sets. Due today is
 * not overdue.
 */
public final class Ageing {

    /** The bucket of what has no due date, and so no age. */
    public static final String NO_DUE_DATE = "No Due Date";

    /** Where the detail cuts the oldest bucket: those of these days that are above its edge. */
    private static final int[] DETAIL_EDGES = {120, 180, 365};

    private final int[] edges;
    private final int[] detailEdges;
    private final List<String> buckets;
    private final List<String> details;

    private Ageing(int[] edges) {
        this.edges = edges;
        int lastEdge = lastEdge();
        this.detailEdges = IntStream.concat(
                        IntStream.of(edges), IntStream.of(DETAIL_EDGES).filter(edge -> edge > lastEdge))
                .toArray();
        this.buckets = names(edges);
        this.details = names(detailEdges);
    }

    /**
     * @param edges the last day past due of each bucket between {@code Not Due} and the oldest: rising, at least one
     */
    public static Ageing of(List<Integer> edges) {
        return of(edges.stream().mapToInt(Integer::intValue).toArray());
    }

    static Ageing of(int[] edges) {
        if (edges.length == 0) {
            throw new IllegalArgumentException("ageing without an edge: expected at least one, for example 30, 60, 90");
        }
        return new Ageing(edges.clone());
    }

    private static List<String> names(int[] edges) {
        List<String> names = new ArrayList<>(List.of("Not Due"));
        int from = 1;
        for (int edge : edges) {
            names.add(from + "-" + edge + " Days");
            from = edge + 1;
        }
        names.add((from - 1) + "+ Days");
        names.add(NO_DUE_DATE);
        return List.copyOf(names);
    }

    /** The last day past due of each bucket between the first and the oldest. */
    int[] edges() {
        return edges.clone();
    }

    /** All names, the youngest first, {@link #NO_DUE_DATE} last. */
    public List<String> buckets() {
        return buckets;
    }

    /** As {@link #buckets}, with the oldest bucket cut where more than 120, 180 and 365 days begin. */
    public List<String> details() {
        return details;
    }

    /** More days past due than this are in the oldest bucket. */
    public int lastEdge() {
        return edges[edges.length - 1];
    }

    /** The oldest bucket. */
    public String oldest() {
        return buckets.get(edges.length + 1);
    }

    /** The bucket of this many days past due, zero or less before and on the due date. */
    public String bucket(int days) {
        return buckets.get(place(days));
    }

    /** The same of {@link #details}. */
    public String detail(int days) {
        return details.get(detailPlace(days));
    }

    /** The place in {@link #buckets} of this many days past due. */
    int place(int days) {
        return place(edges, days);
    }

    int detailPlace(int days) {
        return place(detailEdges, days);
    }

    private static int place(int[] edges, int days) {
        if (days <= 0) {
            return 0;
        }
        int place = 0;
        while (place < edges.length && edges[place] < days) {
            place++;
        }
        return place + 1;
    }
}
