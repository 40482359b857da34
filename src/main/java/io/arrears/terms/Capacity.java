package io.arrears.terms;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** How the places of a worklist are shared out among currencies. */
public final class Capacity {

    private Capacity() {}

    /** Capacity by currency in proportion to the claims; what is left over goes to the largest remainders. */
    public static Map<String, Integer> allot(int capacity, Map<String, Long> claims) {
        Map<String, Long> inOrder = new TreeMap<>(claims);
        int[] parts = allot(
                capacity, inOrder.values().stream().mapToLong(Long::longValue).toArray());
        Map<String, Integer> named = new TreeMap<>();
        for (String currency : inOrder.keySet()) {
            named.put(currency, parts[named.size()]);
        }
        return named;
    }

    /** The same by places; of two equal remainders the first comes first. All are 0 where there are no claims. */
    static int[] allot(int capacity, long[] claims) {
        long all = IntStream.range(0, claims.length).mapToLong(i -> claims[i]).sum();
        int[] parts = new int[claims.length];
        if (all == 0) {
            return parts;
        }
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (int) (capacity * claims[i] / all);
        }
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -(capacity * claims[i] % all)))
                .limit(capacity - IntStream.of(parts).sum())
                .forEach(i -> parts[i]++);
        return parts;
    }
}
