package io.arrears.testing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The constant shares of tax between orders and what is billed on them, every step tried on every order. */
final class NaiveTaxShares {

    private static final int STEPS = 20_000;
    private static final int FEWEST = 20;

    /** An order and what is billed on it; isStated: an invoice says its net. */
    record Gross(
            String order,
            String customer,
            String currency,
            BigDecimal net,
            BigDecimal gross,
            int parts,
            boolean isStated) {
        boolean fits(int step) {
            BigDecimal share = BigDecimal.valueOf(step).divide(BigDecimal.valueOf(STEPS));
            BigDecimal tax = net.multiply(share);
            return gross.subtract(net).subtract(tax).abs().compareTo(within()) <= 0;
        }

        BigDecimal within() {
            return NaiveCurrencies.minorUnit(currency).multiply(BigDecimal.valueOf(parts));
        }
    }

    private final Map<String, BigDecimal> shares = new HashMap<>();

    private NaiveTaxShares() {}

    /** The share of each order that states no net and has one. */
    static Map<String, BigDecimal> of(List<Gross> all) {
        NaiveTaxShares found = new NaiveTaxShares();
        for (String currency : all.stream().map(Gross::currency).collect(java.util.stream.Collectors.toSet())) {
            found.findShares(all.stream()
                    .filter(each -> each.currency().equals(currency))
                    .toList());
        }
        return found.shares;
    }

    private void findShares(List<Gross> all) {
        List<Gross> compared = all.stream()
                .filter(each -> each.net().compareTo(BigDecimal.ONE) >= 0)
                .toList();
        Map<Integer, Integer> counts = new TreeMap<>();
        Map<Gross, List<Integer>> steps = new HashMap<>();
        for (Gross each : compared) {
            List<Integer> fitting = new ArrayList<>();
            for (int step = STEPS / 100; step <= STEPS * 30 / 100; step++) {
                if (each.fits(step)) {
                    fitting.add(step);
                    counts.merge(step, 1, Integer::sum);
                }
            }
            steps.put(each, fitting);
        }
        Map<Integer, Integer> votes = new TreeMap<>();
        Map<Integer, Integer> unstated = new TreeMap<>();
        steps.forEach((each, fitting) -> fitting.stream()
                .min(java.util.Comparator.comparing((Integer step) -> -counts.get(step))
                        .thenComparing(step -> step % 200 > 0)
                        .thenComparing(step -> step % 20 > 0)
                        .thenComparing(step -> step))
                .ifPresent(step -> {
                    votes.merge(step, 1, Integer::sum);
                    unstated.merge(step, each.isStated() ? 0 : 1, Integer::sum);
                }));
        votes.values().removeIf(count -> count < FEWEST);
        long others = compared.stream().filter(each -> !each.isStated()).count();
        unstated.values().removeIf(count -> count < FEWEST || 2 * count <= others);
        for (Gross each : all) {
            share(each, all, steps, votes, unstated.keySet());
        }
    }

    private void share(
            Gross each,
            List<Gross> all,
            Map<Gross, List<Integer>> steps,
            Map<Integer, Integer> votes,
            Set<Integer> usual) {
        if (each.isStated() || each.gross().subtract(each.net()).abs().compareTo(each.within()) <= 0) {
            return;
        }
        Map<Integer, Integer> offered = new TreeMap<>(votes);
        customerStep(each.customer(), all, steps, votes).ifPresent(step -> offered.put(step, 2));
        Integer found = null;
        for (Map.Entry<Integer, Integer> offer : offered.entrySet()) {
            BigDecimal share = BigDecimal.valueOf(offer.getKey()).divide(BigDecimal.valueOf(STEPS));
            BigDecimal taxed = each.net()
                    .multiply(BigDecimal.ONE.add(share))
                    .setScale(NaiveCurrencies.digits(each.currency()), RoundingMode.HALF_UP);
            boolean fits = each.gross().subtract(taxed).abs().compareTo(each.within()) <= 0;
            if (fits && (found == null || offer.getValue() > offered.get(found))) {
                found = offer.getKey();
            }
        }
        for (Integer step : usual) {
            found = found == null ? step : found;
        }
        if (found != null) {
            shares.put(each.order(), BigDecimal.valueOf(found).divide(BigDecimal.valueOf(STEPS)));
        }
    }

    /**
     * The share that all orders of a customer have whose net is not stated, with those that state it two at least, where it
     * is none of the ledger.
     */
    private static java.util.Optional<Integer> customerStep(
            String customer, List<Gross> all, Map<Gross, List<Integer>> steps, Map<Integer, Integer> votes) {
        List<Gross> its = all.stream()
                .filter(each -> steps.containsKey(each) && java.util.Objects.equals(each.customer(), customer))
                .toList();
        Map<Integer, Long> common = new TreeMap<>();
        for (int step = STEPS / 100; customer != null && step <= STEPS * 30 / 100; step++) {
            Integer tried = step;
            long fitting =
                    its.stream().filter(each -> steps.get(each).contains(tried)).count();
            boolean isOfAll = its.stream()
                    .allMatch(each -> each.isStated() || steps.get(each).contains(tried));
            if (isOfAll && fitting >= 2 && its.stream().anyMatch(each -> !each.isStated())) {
                common.put(step, fitting);
            }
        }
        return common.keySet().stream().anyMatch(votes::containsKey)
                ? java.util.Optional.empty()
                : common.keySet().stream()
                        .min(java.util.Comparator.comparing((Integer step) -> -common.get(step))
                                .thenComparing(step -> step % 200 > 0)
                                .thenComparing(step -> step % 20 > 0)
                                .thenComparing(step -> step));
    }
}
