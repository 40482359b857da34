package io.arrears.testing;

import io.arrears.lake.SourceTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A random ledger, and what it says of a day by going through every line again. Slow and obvious on purpose. */
public final class NaiveReceivables {

    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    private record Invoice(
            String id,
            String order,
            String currency,
            boolean isVoid,
            LocalDate date,
            LocalDate due,
            BigDecimal amount,
            LocalDate from,
            LocalDate conflict,
            LocalDate givenUp,
            List<Map.Entry<LocalDate, BigDecimal>> plan) {}

    private record Line(
            SourceTable table,
            String id,
            String invoice,
            LocalDate date,
            BigDecimal amount,
            LocalDate newDue,
            LocalDate from,
            LocalDate conflict) {}

    /** An order and what was refunded on it; the currency XXX is unknown. */
    private record Order(String id, String currency, LocalDate from, List<Line> refunds) {}

    private final List<Order> orders = new ArrayList<>();
    private final List<Invoice> invoices = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final NaiveLines billed = new NaiveLines();

    private NaiveReceivables() {}

    /** A ledger of so many invoices in two currencies, dated within 400 days from the first on; equal seeds, equal rows. */
    public static NaiveReceivables random(long seed, int count, LocalDate first) {
        Random random = new Random(seed);
        NaiveReceivables ledger = new NaiveReceivables();
        for (int i = 0; i < count; i++) {
            LocalDate date = first.plusDays(random.nextInt(400));
            LocalDate due = random.nextInt(8) == 0 ? null : date.plusDays(random.nextInt(60) - 2);
            String order = random.nextInt(3) == 0 ? null : ledger.order(random, i / 2, date);
            BigDecimal amount = money(random, 50_000);
            ledger.invoices.add(new Invoice(
                    "I" + i,
                    order,
                    random.nextInt(3) == 0 ? "USD" : "EUR",
                    random.nextInt(12) == 0,
                    date,
                    due,
                    amount,
                    known(random, date),
                    conflict(random, date),
                    random.nextInt(5) == 0 ? date.plusDays(random.nextInt(150) - 10) : null,
                    plan(random, amount, date)));
            if (order != null && random.nextInt(3) == 0) {
                ledger.bill(random, ledger.invoices.get(i));
            }
            for (int j = random.nextInt(5); j > 0; j--) {
                ledger.line(random, "I" + (random.nextInt(30) == 0 ? "-none" : i), date, i + "-" + j);
            }
        }
        return ledger;
    }

    /** The parts of about half of the invoices; some plans are a cent or more short, some a cent. */
    private static List<Map.Entry<LocalDate, BigDecimal>> plan(Random random, BigDecimal amount, LocalDate date) {
        List<Map.Entry<LocalDate, BigDecimal>> plan = new ArrayList<>();
        BigDecimal left = amount.subtract(BigDecimal.valueOf(Math.max(random.nextInt(8) - 5, 0), 2));
        int parts = random.nextInt(4) * random.nextInt(2);
        for (int i = 1; i <= parts; i++) {
            BigDecimal part = i == parts
                    ? left
                    : random.nextInt(6) == 0
                            ? BigDecimal.valueOf(i, 2)
                            : left.divide(BigDecimal.valueOf(3), 2, RoundingMode.DOWN);
            left = left.subtract(part);
            plan.add(Map.entry(date.plusDays(30L * random.nextInt(6)), part));
        }
        return plan;
    }

    /** Two invoices may share an order; most orders of which too much was paid have a refund. */
    private String order(Random random, int number, LocalDate date) {
        String id = "O" + number;
        if (orders.stream().noneMatch(order -> order.id().equals(id))) {
            List<Line> refunds = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                LocalDate day = date.plusDays(random.nextInt(120));
                refunds.add(new Line(
                        SourceTable.RETURNS,
                        id + "-" + j,
                        id,
                        day,
                        money(random, 20_000),
                        null,
                        known(random, day),
                        conflict(random, day)));
            }
            String currency = List.of("EUR", "USD", "XXX").get(random.nextInt(3));
            orders.add(new Order(id, currency, date.minusDays(random.nextInt(20) - 5), refunds));
        }
        return id;
    }

    /** Lines over the invoice's order and another one, or one that nobody knows; some do not sum to the invoice. */
    private void bill(Random random, Invoice invoice) {
        BigDecimal first = invoice.amount().multiply(BigDecimal.valueOf(random.nextInt(140), 2));
        BigDecimal cut = first.setScale(2, java.math.RoundingMode.HALF_UP);
        BigDecimal rest = invoice.amount().subtract(cut);
        String other = random.nextInt(4) == 0 ? "O-none" : "O" + random.nextInt(orders.size() + 1);
        BigDecimal wrong = random.nextInt(5) == 0 ? BigDecimal.ONE : BigDecimal.ZERO;
        billed.all().add(new NaiveLines.Line(invoice.id() + "-1", invoice.id(), invoice.order(), null, cut, null));
        billed.all().add(new NaiveLines.Line(invoice.id() + "-2", invoice.id(), other, null, rest.add(wrong), null));
    }

    private void line(Random random, String invoice, LocalDate issued, String id) {
        SourceTable table = List.of(
                        SourceTable.PAYMENTS,
                        SourceTable.PAYMENTS,
                        SourceTable.CHARGES,
                        SourceTable.CREDIT_NOTES,
                        SourceTable.WRITE_OFFS)
                .get(random.nextInt(5));
        LocalDate date = issued.plusDays(random.nextInt(150) - 5);
        LocalDate newDue = table == SourceTable.CHARGES && random.nextBoolean() ? date.plusDays(30) : null;
        lines.add(new Line(
                table, id, invoice, date, money(random, 30_000), newDue, known(random, date), conflict(random, date)));
    }

    private static BigDecimal money(Random random, int cents) {
        return BigDecimal.valueOf(random.nextInt(cents) - cents / 20, 2);
    }

    private static LocalDate known(Random random, LocalDate date) {
        return random.nextInt(5) == 0 ? date.plusDays(random.nextInt(40)) : date;
    }

    private static LocalDate conflict(Random random, LocalDate date) {
        return random.nextInt(15) == 0 ? date.plusDays(60 + random.nextInt(100)) : NEVER;
    }

    /** The rows of a staging table. */
    public Dataset<Row> rows(SparkSession session, SourceTable table) {
        List<Row> rows = new ArrayList<>();
        if (table == SourceTable.INVOICES) {
            invoices.forEach(each -> rows.add(RowFactory.create(
                    each.id(),
                    each.order(),
                    day(each.date()),
                    day(each.due()),
                    each.amount(),
                    each.currency(),
                    each.isVoid() ? "void" : "open",
                    day(each.from()),
                    day(each.conflict()),
                    each.isVoid() ? null : day(each.givenUp()))));
            return session.createDataFrame(
                    rows,
                    StructType.fromDDL("invoice_id string, order_id string, invoice_date date, due_date date, "
                            + "amount decimal(19,4), currency string, status string, visible_from date, "
                            + "conflict_from date, given_up_from date"));
        }
        if (table == SourceTable.ORDERS) {
            orders.forEach(each -> rows.add(RowFactory.create(each.id(), each.currency(), day(each.from()))));
            return session.createDataFrame(
                    rows, StructType.fromDDL("order_id string, currency string, visible_from date"));
        }
        if (table == SourceTable.RETURNS) {
            orders.forEach(order -> order.refunds()
                    .forEach(each -> rows.add(RowFactory.create(
                            each.id(),
                            each.invoice(),
                            day(each.date()),
                            each.amount(),
                            day(each.from()),
                            day(each.conflict())))));
            return session.createDataFrame(
                    rows,
                    StructType.fromDDL("return_id string, order_id string, return_date date, "
                            + "refund_amount decimal(19,4), visible_from date, conflict_from date"));
        }
        if (table == SourceTable.INSTALMENTS) {
            invoices.forEach(each -> each.plan()
                    .forEach(part -> rows.add(RowFactory.create(
                            each.id() + "-" + rows.size(), each.id(), day(part.getKey()), part.getValue()))));
            return session.createDataFrame(
                    rows,
                    StructType.fromDDL("instalment_id string, invoice_id string, due_date date, amount decimal(19,4)"));
        }
        if (table == SourceTable.INVOICE_LINES) {
            billed.all()
                    .forEach(each -> rows.add(RowFactory.create(each.id(), each.invoice(), each.order(), each.net())));
            return session.createDataFrame(
                    rows,
                    StructType.fromDDL(
                            "invoice_line_id string, invoice_id string, order_id string, net_amount decimal(19,4)"));
        }
        String key = table.staging().key().get(0);
        lines.stream()
                .filter(each -> each.table() == table)
                .forEach(each -> rows.add(RowFactory.create(
                        each.id(),
                        each.invoice(),
                        day(each.date()),
                        each.amount(),
                        day(each.newDue()),
                        true,
                        day(each.from()),
                        day(each.conflict()))));
        return session.createDataFrame(
                rows,
                StructType.fromDDL(key + " string, invoice_id string, "
                        + RawRows.eventDate(table).orElseThrow()
                        + " date, amount decimal(19,4), new_due_date date, is_success boolean, "
                        + "visible_from date, conflict_from date"));
    }

    private static Date day(LocalDate date) {
        return date == null ? null : Date.valueOf(date);
    }

    /** Balances of a day by currency, credit balances netted; without zeros. Which orders an invoice bills is as asOf knows. */
    public Map<String, String> net(LocalDate day, LocalDate asOf) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        seen(day).forEach(invoice -> sums.merge(invoice.currency(), open(invoice, day), BigDecimal::add));
        sentBack(day, asOf).forEach((currency, amount) -> sums.merge(currency, amount, BigDecimal::add));
        return plain(sums);
    }

    /** Balances of a day by currency and bucket, credit balances apart; without zeros. */
    public Map<String, String> ageing(LocalDate day) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Invoice invoice : seen(day)) {
            BigDecimal open = open(invoice, day);
            if (open.signum() < 0) {
                sums.merge(invoice.currency() + " Credit Balance", open.negate(), BigDecimal::add);
            } else {
                parts(invoice, day)
                        .forEach(part -> sums.merge(
                                invoice.currency() + " " + bucket(part.due(), day), part.amount(), BigDecimal::add));
            }
        }
        sentBack(day, day)
                .forEach((currency, amount) ->
                        sums.merge(currency + " Credit Balance", amount.negate(), BigDecimal::add));
        return plain(sums);
    }

    /** What is overdue on a day, by currency: of invoices of which more than a cent is open, part by part; without zeros. */
    public Map<String, String> overdue(LocalDate day) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Invoice invoice : seen(day)) {
            if (open(invoice, day).compareTo(NaiveCurrencies.minorUnit(invoice.currency())) > 0) {
                parts(invoice, day).stream()
                        .filter(part -> part.due() != null && part.due().isBefore(day))
                        .forEach(part -> sums.merge(invoice.currency(), part.amount(), BigDecimal::add));
            }
        }
        return plain(sums);
    }

    /** What is open, by its due date: of an invoice that is not in parts, all of it. */
    private List<NaiveParts.Part> parts(Invoice invoice, LocalDate day) {
        BigDecimal open = open(invoice, day);
        NaiveParts parts =
                NaiveParts.of(invoice.amount(), NaiveCurrencies.minorUnit(invoice.currency()), invoice.plan());
        Line moved = newestDue(invoice, day);
        if (parts.isNone()) {
            return List.of(new NaiveParts.Part(moved == null ? invoice.due() : moved.newDue(), open, null));
        }
        BigDecimal charges = seen(invoice, day).stream()
                .filter(line -> line.table() == SourceTable.CHARGES && !invoice.isVoid())
                .map(Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return parts.open(
                open, charges, moved == null ? null : moved.newDue(), NaiveCurrencies.minorUnit(invoice.currency()));
    }

    /** Refunds of an order that took down what its invoices in its currency were overpaid, by currency. */
    private Map<String, BigDecimal> sentBack(LocalDate day, LocalDate asOf) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        Set<String> known = orders.stream()
                .filter(order -> !order.from().isAfter(asOf))
                .map(Order::id)
                .collect(Collectors.toSet());
        for (Order order : orders) {
            List<Invoice> its = seen(day).stream()
                    .filter(each -> placeOf(order, each, known, asOf) >= 0)
                    .toList();
            String currency = currency(order, asOf);
            BigDecimal refunded = order.refunds().stream()
                    .filter(each -> !each.from().isAfter(day) && each.conflict().isAfter(day))
                    .map(Line::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal overpaid = its.stream()
                    .filter(each -> each.currency().equals(currency))
                    .map(each -> NaiveLines.share(
                            open(each, day).negate().max(BigDecimal.ZERO),
                            parts(each, known, asOf),
                            placeOf(order, each, known, asOf),
                            currency))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (!order.from().isAfter(day)) {
                sums.merge(currency, refunded.min(overpaid).max(BigDecimal.ZERO), BigDecimal::add);
            }
        }
        return sums;
    }

    /** The order's own currency, else the only one of the invoices that name it, themselves or in a line. */
    private String currency(Order order, LocalDate asOf) {
        Set<String> billed = invoices.stream()
                .filter(each -> !each.from().isAfter(asOf))
                .filter(each -> order.id().equals(each.order())
                        || billedLines()
                                .anyMatch(line -> each.id().equals(line.invoice())
                                        && order.id().equals(line.order())))
                .map(Invoice::currency)
                .collect(Collectors.toSet());
        return order.currency().equals(NaiveCurrencies.NONE) && billed.size() == 1
                ? billed.iterator().next()
                : order.currency();
    }

    private Stream<NaiveLines.Line> billedLines() {
        return billed.all().stream();
    }

    /** An invoice that asOf does not know is that of the order it names. */
    private List<NaiveLines.Part> parts(Invoice invoice, Set<String> known, LocalDate asOf) {
        return seen(asOf).contains(invoice)
                ? billed.parts(invoice.id(), invoice.order(), invoice.amount(), null, invoice.currency(), known)
                : List.of(new NaiveLines.Part(invoice.order(), invoice.amount(), null));
    }

    /** The place of the order among the parts of the invoice; -1: it has none. */
    private int placeOf(Order order, Invoice invoice, Set<String> known, LocalDate asOf) {
        return parts(invoice, known, asOf).stream()
                .map(NaiveLines.Part::order)
                .toList()
                .indexOf(order.id());
    }

    private List<Invoice> seen(LocalDate day) {
        return invoices.stream()
                .filter(each -> !each.from().isAfter(day) && each.conflict().isAfter(day))
                .toList();
    }

    private List<Line> seen(Invoice invoice, LocalDate day) {
        return lines.stream()
                .filter(each -> each.invoice().equals(invoice.id())
                        && !each.from().isAfter(day)
                        && each.conflict().isAfter(day))
                .toList();
    }

    private BigDecimal open(Invoice invoice, LocalDate day) {
        return open(invoice, day, true);
    }

    /** What its state writes off: what was open on its first day, less what rows of write-offs book of it afterwards. */
    private BigDecimal byState(Invoice invoice, LocalDate day) {
        if (invoice.givenUp() == null || invoice.isVoid()) {
            return BigDecimal.ZERO;
        }
        LocalDate first = invoice.givenUp().isAfter(invoice.from()) ? invoice.givenUp() : invoice.from();
        if (first.isAfter(day)) {
            return BigDecimal.ZERO;
        }
        BigDecimal whole = open(invoice, first, false).max(BigDecimal.ZERO);
        BigDecimal booked = seen(invoice, day).stream()
                .filter(line ->
                        line.table() == SourceTable.WRITE_OFFS && line.from().isAfter(first))
                .map(Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return whole.subtract(booked.min(whole).max(BigDecimal.ZERO));
    }

    private BigDecimal open(Invoice invoice, LocalDate day, boolean withState) {
        BigDecimal owed = invoice.amount();
        BigDecimal paid = BigDecimal.ZERO;
        BigDecimal writtenOff = BigDecimal.ZERO;
        for (Line line : seen(invoice, day)) {
            switch (line.table()) {
                case PAYMENTS -> paid = paid.add(line.amount());
                case CHARGES -> owed = owed.add(line.amount());
                case WRITE_OFFS -> writtenOff = writtenOff.add(line.amount());
                default -> owed = owed.subtract(line.amount());
            }
        }
        if (withState) {
            writtenOff = writtenOff.add(byState(invoice, day));
        }
        BigDecimal unpaid = (invoice.isVoid() ? BigDecimal.ZERO : owed).subtract(paid);
        return invoice.isVoid() ? unpaid : unpaid.subtract(writtenOff.min(unpaid.max(BigDecimal.ZERO)));
    }

    private Line newestDue(Invoice invoice, LocalDate day) {
        Line newest = null;
        for (Line line : seen(invoice, day)) {
            boolean isNewer = newest == null
                    || line.date().isAfter(newest.date())
                    || line.date().equals(newest.date()) && line.id().compareTo(newest.id()) > 0;
            newest = line.newDue() != null && isNewer ? line : newest;
        }
        return newest;
    }

    /** The ageing bucket of an open balance. */
    public static String bucket(LocalDate due, LocalDate day) {
        if (due == null) {
            return "No Due Date";
        }
        long late = ChronoUnit.DAYS.between(due, day);
        return late <= 0
                ? "Not Due"
                : late <= 30 ? "1-30 Days" : late <= 60 ? "31-60 Days" : late <= 90 ? "61-90 Days" : "90+ Days";
    }

    private static Map<String, String> plain(Map<String, BigDecimal> sums) {
        Map<String, String> plain = new TreeMap<>();
        sums.forEach((name, amount) -> plain.put(name, plain(amount)));
        plain.values().removeIf("0"::equals);
        return plain;
    }

    /** The number without trailing zeros. */
    public static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
