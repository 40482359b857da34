package io.arrears.model.judge;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the places of a worklist are shared out among currencies. */
public final class Capacity {

    private Capacity() {}

    /** Capacity by currency in proportion to the claims; what is left over goes to the largest remainders. */
    public static Map<String, Integer> allot(int capacity, Map<String, Long> claims) {
        long all = claims.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Integer> parts = new TreeMap<>();
        if (all == 0) {
            return parts;
        }
        claims.forEach((currency, count) -> parts.put(currency, (int) (capacity * count / all)));
        int left =
                capacity - parts.values().stream().mapToInt(Integer::intValue).sum();
        List<String> byRemainder = claims.keySet().stream()
                .sorted(Comparator.comparingLong((String currency) -> -(capacity * claims.get(currency) % all))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        byRemainder.stream().limit(left).forEach(currency -> parts.merge(currency, 1, Integer::sum));
        return parts;
    }
}
