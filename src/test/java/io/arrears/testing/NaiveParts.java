package io.arrears.testing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The oracle's parts of one invoice, oldest first; none where they do not sum to it. Money is poured over them from the oldest
 * on; a rest within the tolerance is left to the next part.
 */
public record NaiveParts(List<Part> parts) {

    /** A part: what is due on the day, and what is due after it (null: it is the last). */
    public record Part(LocalDate due, BigDecimal amount, BigDecimal later) {
        /** What is due after the part with what was charged. */
        BigDecimal laterWith(BigDecimal charges) {
            return later == null ? BigDecimal.ZERO : later.add(charges.max(BigDecimal.ZERO));
        }
    }

    /**
     * @param least what is as good as nothing
     * @param plan amounts by due date
     */
    static NaiveParts of(BigDecimal invoiced, BigDecimal least, List<Map.Entry<LocalDate, BigDecimal>> plan) {
        TreeMap<LocalDate, BigDecimal> byDay = new TreeMap<>();
        BigDecimal left = BigDecimal.ZERO;
        for (Map.Entry<LocalDate, BigDecimal> part : plan) {
            byDay.merge(part.getKey(), part.getValue(), BigDecimal::add);
            left = left.add(part.getValue());
        }
        List<Part> parts = new ArrayList<>();
        boolean isBelowZero = plan.stream().anyMatch(part -> part.getValue().signum() < 0);
        if (isBelowZero || left.subtract(invoiced).abs().compareTo(least) > 0) {
            return new NaiveParts(parts);
        }
        for (Map.Entry<LocalDate, BigDecimal> part : byDay.entrySet()) {
            left = left.subtract(part.getValue());
            boolean isLast = part.getKey().equals(byDay.lastKey());
            parts.add(new Part(part.getKey(), part.getValue(), isLast ? null : left));
        }
        return new NaiveParts(parts);
    }

    boolean isNone() {
        return parts.isEmpty();
    }

    /** What is open of each part that is not settled; the last part, where all are. A new due date postpones what is due before. */
    List<Part> open(BigDecimal open, BigDecimal charges, LocalDate newDue, BigDecimal least) {
        List<Part> rest = new ArrayList<>();
        BigDecimal total = parts.stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal money = total.add(charges.max(BigDecimal.ZERO)).subtract(open);
        BigDecimal carried = BigDecimal.ZERO;
        for (Part part : parts) {
            boolean isLast = part.later() == null;
            BigDecimal size = isLast ? part.amount().add(charges.max(BigDecimal.ZERO)) : part.amount();
            BigDecimal taken = isLast ? money : money.min(size);
            money = money.subtract(taken);
            carried = carried.add(size.subtract(taken));
            boolean isOpen = carried.compareTo(least) > 0;
            // Behind a part that is open every other one is open in full, be it a cent.
            if (isOpen || isLast || !rest.isEmpty()) {
                LocalDate due = NaiveLedger.later(part.due(), newDue);
                Part before = rest.isEmpty() ? null : rest.get(rest.size() - 1);
                if (before != null && before.due().equals(due)) {
                    rest.remove(before);
                    carried = carried.add(before.amount());
                }
                rest.add(new Part(due, carried, part.later()));
                carried = BigDecimal.ZERO;
            }
        }
        return rest;
    }
}
