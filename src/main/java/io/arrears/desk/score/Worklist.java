package io.arrears.desk.score;

import io.arrears.desk.Refused;
import io.arrears.desk.file.Case;
import io.arrears.terms.Capacity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The queue of one currency at a capacity, and what it is worth. Amounts of two currencies are never added. */
public final class Worklist {

    static final int PAGE = 50;

    private final ScoredFile file;
    private final BigDecimal contactCost;
    private final Map<String, Integer> parts;

    /** @param capacity how many cases the team can look at, over all currencies */
    public Worklist(ScoredFile file, int capacity, BigDecimal contactCost) {
        this.file = file;
        this.contactCost = contactCost;
        Map<String, Long> counts = new TreeMap<>();
        file.byCurrency().forEach((currency, cases) -> counts.put(currency, (long) cases.size()));
        this.parts = Capacity.allot(capacity, counts);
    }

    /**
     * One currency in figures.
     *
     * @param capacity its part of the capacity
     * @param chosen within capacity and worth the contact
     * @param meanProbability of all cases, null where there is none
     * @param expected value of all cases
     * @param expectedChosen value of the chosen ones, less the cost of contact
     */
    public record Kpi(
            String currency,
            int cases,
            BigDecimal amount,
            Double meanProbability,
            BigDecimal expected,
            int capacity,
            int chosen,
            BigDecimal amountChosen,
            Double meanProbabilityChosen,
            BigDecimal expectedChosen,
            Lift lift) {}

    /** @param page from 0; text is looked for in names of case, customer, region and segment */
    public record Query(
            String currency,
            String type,
            String ageing,
            String region,
            double leastProbability,
            String text,
            boolean chosenOnly,
            int page) {}

    /** One case. */
    public record Line(
            int rank,
            boolean chosen,
            int line,
            List<Integer> lines,
            String id,
            String type,
            String customer,
            String region,
            String segment,
            String ageing,
            Double lateDays,
            String currency,
            BigDecimal amount,
            Double probability,
            BigDecimal value,
            Boolean outcome,
            List<String> reasons) {}

    /**
     * Some cases that fit, and what can be chosen.
     *
     * @param matches all cases that fit; the page holds some of them
     */
    public record Page(
            String currency,
            int matches,
            int page,
            int pages,
            List<Line> lines,
            List<String> types,
            List<String> regions,
            List<String> ageings) {}

    /** Of every currency, the one with most cases first. */
    public List<Kpi> kpis() {
        List<Kpi> all = new ArrayList<>();
        file.byCurrency().forEach((currency, cases) -> all.add(kpi(currency, cases)));
        all.sort(Comparator.comparingInt(Kpi::cases).reversed().thenComparing(Kpi::currency));
        return all;
    }

    private Kpi kpi(String currency, List<Scored> cases) {
        List<Scored> chosen = chosen(currency);
        return new Kpi(
                currency,
                cases.size(),
                amount(cases),
                meanProbability(cases),
                value(cases),
                parts.get(currency),
                chosen.size(),
                amount(chosen),
                meanProbability(chosen),
                value(chosen).subtract(contactCost.multiply(BigDecimal.valueOf(chosen.size()))),
                Lift.of(cases, parts.get(currency), file.trainedAsOf()));
    }

    /** A rule or a model may put a case that is not worth the contact before one that is. */
    private List<Scored> chosen(String currency) {
        List<Scored> cases = file.byCurrency().get(currency);
        return IntStream.range(0, Math.min(cases.size(), parts.get(currency)))
                .filter(at -> isChosen(currency, at + 1, cases.get(at)))
                .mapToObj(cases::get)
                .toList();
    }

    boolean isChosen(String currency, int rank, Scored scored) {
        return rank <= parts.get(currency)
                && scored.value() != null
                && scored.value().compareTo(contactCost) >= 0;
    }

    private static BigDecimal amount(List<Scored> cases) {
        return cases.stream().map(each -> each.row().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal value(List<Scored> cases) {
        return cases.stream().map(Scored::value).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Double meanProbability(List<Scored> cases) {
        var mean = cases.stream()
                .mapToDouble(Scored::probability)
                .filter(p -> !Double.isNaN(p))
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    /** @throws Refused when the file has no such currency */
    public Page page(Query query) {
        String currency = query.currency().isEmpty() ? kpis().get(0).currency() : query.currency();
        List<Scored> cases = file.byCurrency().get(currency);
        if (cases == null) {
            throw new Refused(404, "There is no row in " + currency + ".");
        }
        Predicate<Scored> fits = fits(query);
        List<Integer> matches = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            if (fits.test(cases.get(i)) && (!query.chosenOnly() || isChosen(currency, i + 1, cases.get(i)))) {
                matches.add(i);
            }
        }
        int pages = Math.max(1, (matches.size() + PAGE - 1) / PAGE);
        int page = Math.min(Math.max(0, query.page()), pages - 1);
        List<Line> lines = matches.stream()
                .skip((long) page * PAGE)
                .limit(PAGE)
                .map(at -> line(currency, at + 1, cases.get(at)))
                .toList();
        return new Page(
                currency,
                matches.size(),
                page,
                pages,
                lines,
                values(cases, each -> each.task().claimType().orElse("invoice")),
                values(cases, Case::region),
                values(cases, each -> each.age().bucket()));
    }

    private static Predicate<Scored> fits(Query query) {
        String text = query.text().strip().toLowerCase(Locale.ROOT);
        return scored -> {
            Case row = scored.row();
            return is(query.type(), row.task().claimType().orElse("invoice"))
                    && is(query.ageing(), row.age().bucket())
                    && is(query.region(), row.region())
                    && (query.leastProbability() <= 0 || scored.probability() >= query.leastProbability())
                    && (text.isEmpty()
                            || has(row.id(), text)
                            || has(row.customer(), text)
                            || has(row.region(), text)
                            || has(row.segment(), text));
        };
    }

    private static boolean is(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    private static boolean has(String value, String text) {
        return value != null && value.toLowerCase(Locale.ROOT).contains(text);
    }

    private static List<String> values(List<Scored> cases, Function<Case, String> of) {
        TreeSet<String> values = new TreeSet<>();
        cases.stream().map(Scored::row).map(of).filter(Objects::nonNull).forEach(values::add);
        return values.stream().limit(200).toList();
    }

    Line line(String currency, int rank, Scored scored) {
        Case row = scored.row();
        return new Line(
                rank,
                isChosen(currency, rank, scored),
                row.line(),
                row.lines(),
                row.id(),
                row.task().claimType().orElse("invoice"),
                row.customer(),
                row.region(),
                row.segment(),
                row.age().bucket(),
                known(row.lateDays()),
                currency,
                row.amount(),
                known(scored.probability()),
                scored.value(),
                row.outcome(),
                file.reasons().apply(scored));
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
