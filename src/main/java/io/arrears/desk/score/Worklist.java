package io.arrears.desk.score;

import io.arrears.desk.Refused;
import io.arrears.desk.file.Case;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The queue of one currency at a capacity, and what it is worth. Amounts of two currencies are never added. */
public final class Worklist {

    static final int PAGE = 50;

    private final ScoredFile file;
    private final BigDecimal contactCost;
    private final boolean byCustomer;
    private final Choice choice;

    /**
     * @param capacity how many customers or cases the team can look at, over all currencies
     * @param byCustomer whether the capacity counts customers
     */
    public Worklist(ScoredFile file, int capacity, BigDecimal contactCost, boolean byCustomer) {
        this.file = file;
        this.contactCost = contactCost;
        this.byCustomer = byCustomer && !file.debtors().isEmpty();
        this.choice = new Choice(file, capacity, contactCost, this.byCustomer);
    }

    /**
     * One currency in figures.
     *
     * @param customers null where no case names one
     * @param held cases that something holds
     * @param capacity its part of the capacity
     * @param chosen customers or cases within capacity and worth the contact
     * @param chosenCases the cases of these that nothing holds
     * @param meanProbability of all cases, null where there is none
     * @param expected value of all cases that nothing holds
     * @param expectedChosen value of the chosen ones, less the cost of contact
     */
    public record Kpi(
            String currency,
            int cases,
            Integer customers,
            BigDecimal amount,
            int held,
            BigDecimal heldAmount,
            Double meanProbability,
            BigDecimal expected,
            int capacity,
            int chosen,
            int chosenCases,
            BigDecimal amountChosen,
            Double meanProbabilityChosen,
            BigDecimal expectedChosen,
            Lift lift) {}

    /** How many cases one reason holds. */
    public record Held(Hold hold, int cases, BigDecimal amount) {}

    /**
     * Some customers or cases that fit, and what can be chosen; the other of the two lists is null.
     *
     * @param matches all that fit; the page holds some of them
     * @param holds reasons that hold a case of the currency, whatever is filtered
     */
    public record Page(
            String currency,
            int matches,
            int page,
            int pages,
            List<Line> lines,
            List<Caller> customers,
            List<String> types,
            List<String> regions,
            List<String> ageings,
            List<Held> holds) {}

    /** Whether the capacity counts customers. */
    public boolean isByCustomer() {
        return byCustomer;
    }

    /** Of every currency, the one with most cases first. */
    public List<Kpi> kpis() {
        return currencies()
                .map(currency -> kpi(currency, file.byCurrency().get(currency)))
                .toList();
    }

    private Stream<String> currencies() {
        return file.byCurrency().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Scored>> each) ->
                                -each.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    private Kpi kpi(String currency, List<Scored> cases) {
        List<Scored> chosen = cases.stream().filter(choice::has).toList();
        List<Scored> held = cases.stream().filter(each -> !Choice.isFree(each)).toList();
        return new Kpi(
                currency,
                cases.size(),
                file.debtors().isEmpty() ? null : debtors(currency).size(),
                amount(cases),
                held.size(),
                amount(held),
                meanProbability(cases),
                value(cases.stream().filter(Choice::isFree).toList()),
                choice.part(currency),
                choice.units(currency),
                chosen.size(),
                amount(chosen),
                meanProbability(chosen),
                value(chosen).subtract(contactCost.multiply(BigDecimal.valueOf(choice.units(currency)))),
                byCustomer ? null : Lift.of(cases, choice.part(currency), file.trainedAsOf()));
    }

    private List<Debtor> debtors(String currency) {
        return file.debtors().byCurrency().getOrDefault(currency, List.of());
    }

    boolean isChosen(Scored scored) {
        return choice.has(scored);
    }

    boolean isChosen(Debtor debtor) {
        return choice.has(debtor);
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

    /**
     * Cases, best first.
     *
     * @throws Refused when the file has no such currency
     */
    public Page page(Query query) {
        String currency = currency(query);
        List<Scored> cases = file.byCurrency().get(currency);
        List<Integer> matches = matches(cases, each -> query.fits(each) && (!query.chosenOnly() || isChosen(each)));
        return page(currency, query, matches, at -> line(at + 1, cases.get(at)), null);
    }

    /**
     * Customers, best first.
     *
     * @throws Refused when the file has no such currency, or names no customers
     */
    public Page customers(Query query) {
        String currency = currency(query);
        if (file.debtors().isEmpty()) {
            throw new Refused(409, "No row names a customer, so there is no list by customer.");
        }
        List<Debtor> debtors = debtors(currency);
        List<Integer> matches = matches(debtors, each -> query.fits(each) && (!query.chosenOnly() || isChosen(each)));
        return page(currency, query, matches, null, at -> caller(at + 1, debtors.get(at)));
    }

    /**
     * The cases of the customer at this place, those that something holds last.
     *
     * @throws Refused when there is none
     */
    public List<Line> cases(String currency, int place) {
        List<Debtor> debtors = debtors(currency);
        if (place < 1 || place > debtors.size()) {
            throw new Refused(404, "There is no customer at place " + place + " in '" + currency + "'.");
        }
        Debtor found = debtors.get(place - 1);
        Map<Integer, Integer> ranks = new TreeMap<>();
        List<Scored> all = file.byCurrency().getOrDefault(currency, List.of());
        for (int i = 0; i < all.size(); i++) {
            ranks.put(all.get(i).row().line(), i + 1);
        }
        return found.cases().stream()
                .map(each -> line(ranks.get(each.row().line()), each))
                .toList();
    }

    private String currency(Query query) {
        String currency = query.currency().isEmpty() ? currencies().findFirst().orElseThrow() : query.currency();
        if (!file.byCurrency().containsKey(currency)) {
            throw new Refused(404, "There is no row in " + currency + ".");
        }
        return currency;
    }

    private static <T> List<Integer> matches(List<T> all, Predicate<T> fits) {
        List<Integer> matches = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (fits.test(all.get(i))) {
                matches.add(i);
            }
        }
        return matches;
    }

    private Page page(
            String currency,
            Query query,
            List<Integer> matches,
            Function<Integer, Line> line,
            Function<Integer, Caller> customer) {
        List<Scored> cases = file.byCurrency().get(currency);
        int pages = Math.max(1, (matches.size() + PAGE - 1) / PAGE);
        int page = Math.min(Math.max(0, query.page()), pages - 1);
        List<Integer> shown =
                matches.stream().skip((long) page * PAGE).limit(PAGE).toList();
        return new Page(
                currency,
                matches.size(),
                page,
                pages,
                line == null ? null : shown.stream().map(line).toList(),
                customer == null ? null : shown.stream().map(customer).toList(),
                values(cases, each -> each.task().claimType().orElse("invoice")),
                values(cases, Case::region),
                values(cases, each -> each.age().bucket()),
                holds(cases));
    }

    private static List<Held> holds(List<Scored> cases) {
        Map<String, List<Scored>> held = new TreeMap<>();
        cases.stream().filter(each -> !Choice.isFree(each)).forEach(each -> held.computeIfAbsent(
                        each.row().owed().hold(), any -> new ArrayList<>())
                .add(each));
        return held.entrySet().stream()
                .map(each -> new Held(Hold.of(each.getKey()), each.getValue().size(), amount(each.getValue())))
                .sorted(Comparator.comparing(Held::amount).reversed())
                .toList();
    }

    private static List<String> values(List<Scored> cases, Function<Case, String> of) {
        TreeSet<String> values = new TreeSet<>();
        cases.stream().map(Scored::row).map(of).filter(Objects::nonNull).forEach(values::add);
        return values.stream().limit(200).toList();
    }

    private Line line(int rank, Scored scored) {
        return Line.of(file, rank, isChosen(scored), scored);
    }

    private Caller caller(int rank, Debtor debtor) {
        return Caller.of(rank, isChosen(debtor), debtor);
    }
}
