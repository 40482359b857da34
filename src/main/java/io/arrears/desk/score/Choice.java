package io.arrears.desk.score;

import io.arrears.terms.Capacity;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which claims the team takes: those of the best customers, or the best claims one by one, worth the contact and not
 * held. Each currency has its part of the capacity, by its units, as a run shares them out. What was drawn to be left
 * alone keeps its place, so that the team's other customers are those of the run.
 */
final class Choice {

    private static final Comparator<Debtor> BEST_FREE_FIRST = Comparator.comparing(
                    Debtor::value, Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder()))
            .thenComparing(Debtor::free, Comparator.reverseOrder())
            .thenComparing(Debtor::id);

    private final Map<String, Integer> parts;
    private final Map<String, Integer> units = new TreeMap<>();
    private final Set<Object> chosen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param byCustomer whether the capacity counts customers */
    Choice(ScoredFile file, int capacity, BigDecimal contactCost, boolean byCustomer) {
        Map<String, Long> counts = new TreeMap<>();
        file.byCurrency()
                .forEach((currency, cases) -> counts.put(
                        currency,
                        byCustomer
                                ? debtors(file, currency).stream()
                                        .filter(Choice::isFree)
                                        .count()
                                : cases.stream().filter(Choice::isFree).count()));
        parts = Capacity.allot(capacity, counts);
        parts.forEach((currency, part) -> {
            if (byCustomer) {
                List<Debtor> best = debtors(file, currency).stream()
                        .filter(Choice::isFree)
                        .sorted(BEST_FREE_FIRST)
                        .limit(part)
                        .filter(each -> isWorth(each.value(), contactCost))
                        .filter(each -> !each.isLeftAlone())
                        .toList();
                best.forEach(this::take);
                units.put(currency, best.size());
            } else {
                List<Scored> best = file.byCurrency().get(currency).stream()
                        .filter(Choice::isFree)
                        .limit(part)
                        .filter(each -> isWorth(each.value(), contactCost))
                        .filter(each -> !each.row().owed().isLeftAlone())
                        .toList();
                chosen.addAll(best);
                debtors(file, currency).stream()
                        .filter(each -> each.cases().stream().anyMatch(chosen::contains))
                        .forEach(chosen::add);
                units.put(currency, best.size());
            }
        });
    }

    private static List<Debtor> debtors(ScoredFile file, String currency) {
        return file.debtors().byCurrency().getOrDefault(currency, List.of());
    }

    private void take(Debtor debtor) {
        chosen.add(debtor);
        debtor.cases().stream().filter(Choice::isFree).forEach(chosen::add);
    }

    private static boolean isFree(Debtor debtor) {
        return debtor.held() < debtor.claims();
    }

    static boolean isFree(Scored scored) {
        return scored.row().owed().hold() == null;
    }

    private static boolean isWorth(BigDecimal value, BigDecimal contactCost) {
        return value != null && value.compareTo(contactCost) >= 0;
    }

    boolean has(Scored scored) {
        return chosen.contains(scored);
    }

    boolean has(Debtor debtor) {
        return chosen.contains(debtor);
    }

    /** The part of the capacity that a currency has. */
    int part(String currency) {
        return parts.get(currency);
    }

    /** How many customers or claims of a currency are taken. */
    int units(String currency) {
        return units.get(currency);
    }
}
