package io.arrears.testing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A small company with everything that makes history hard: late booking, charges that move due dates and reopen invoices,
 * partial payments, instalments, receipts over several invoices, payments taken back, write-offs, credit memos, refunds, failed and
 * repeated card attempts, missing customers, orders, currencies and due dates; of even seeds, a currency of three digits.
 */
public final class RandomCompany {

    /** First day on which anything happens; the last is {@link #DAYS} later. */
    public static final LocalDate START = LocalDate.of(2024, 1, 1);

    public static final int DAYS = 540;

    private static final String THREE_DIGITS = "KWD";

    private final Random random;
    private final long seed;
    private final StagedRows rows = StagedRows.empty();
    private String lastNumber;

    private RandomCompany(long seed) {
        this.random = new Random(seed);
        this.seed = seed;
    }

    /** The staging rows of a company with so many invoices; equal seeds, equal rows. */
    public static StagedRows of(long seed, int invoices) {
        RandomCompany company = new RandomCompany(seed);
        company.masterData();
        for (int i = 0; i < invoices; i++) {
            company.sale("%04d".formatted(i));
        }
        company.thousandths();
        company.states();
        company.ordersByCard();
        return company.rows;
    }

    private void masterData() {
        for (int i = 0; i < 5; i++) {
            LocalDate signup = i == 0 ? null : START.minusDays(100).plusDays(random.nextInt(300));
            rows.add(
                    "stg_customers",
                    signup == null ? LocalDate.of(1, 1, 1) : signup,
                    "customer_id",
                    "C" + i,
                    "segment",
                    i == 1 ? null : "S" + i % 2,
                    "region",
                    "R" + i % 3,
                    "country",
                    i == 2 ? null : "GB",
                    "signup_date",
                    signup,
                    "credit_score",
                    i == 3 ? null : 500 + random.nextInt(300));
        }
        for (int i = 0; i < 4; i++) {
            rows.add(
                    "stg_products",
                    LocalDate.of(1, 1, 1),
                    "sku",
                    "K" + i,
                    "category",
                    i == 3 ? null : "cat" + i,
                    "list_price",
                    i == 2 ? null : money(10 + 5 * i));
        }
    }

    private void sale(String id) {
        LocalDate ordered = START.plusDays(random.nextInt(DAYS - 60));
        String customer = chance(0.1) ? null : "C" + random.nextInt(6);
        boolean hasOrder = chance(0.8);
        String money = chance(0.8) ? "EUR" : seed % 2 == 0 ? THREE_DIGITS : "USD";
        String currency = chance(0.15) ? "XXX" : money;
        if (hasOrder) {
            order(id, chance(0.05) ? ordered.plusDays(6) : ordered, customer, chance(0.05) ? "XXX" : money);
        }
        if (hasOrder && chance(0.15)) {
            attempts(id, null, "O" + id, customer, currency, ordered, money(5 + random.nextInt(600)));
        } else {
            invoice(id, ordered.plusDays(random.nextInt(5) - 1), hasOrder ? "O" + id : null, customer, currency);
        }
    }

    private void order(String id, LocalDate ordered, String customer, String currency) {
        BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(4));
        BigDecimal price = money(8 + random.nextInt(20));
        BigDecimal gross = quantity.multiply(price).setScale(4, RoundingMode.HALF_UP);
        BigDecimal net = gross.subtract(chance(0.3) ? money(3) : money(0));
        rows.add(
                "stg_orders",
                ordered,
                "order_id",
                "O" + id,
                "customer_id",
                customer,
                "order_date",
                ordered,
                "sku",
                "K" + random.nextInt(5),
                "qty",
                quantity.setScale(4),
                "price",
                price,
                "gross_amount",
                gross,
                "net_amount",
                net,
                "status",
                chance(0.08) ? "cancelled" : "completed",
                "sales_rep_id",
                chance(0.2) ? null : "P" + random.nextInt(3),
                "currency",
                currency);
        if (chance(0.2)) {
            LocalDate returned = ordered.plusDays(random.nextInt(60) - 3);
            rows.add(
                    "stg_returns",
                    known(returned),
                    "return_id",
                    "R" + id,
                    "order_id",
                    "O" + id,
                    "customer_id",
                    chance(0.5) ? customer : null,
                    "return_date",
                    returned,
                    "refund_amount",
                    money(2));
        }
    }

    private void invoice(String id, LocalDate issued, String order, String customer, String currency) {
        BigDecimal amount = chance(0.05) ? money(-20) : chance(0.05) ? money(0) : money(20 + random.nextInt(500));
        LocalDate due =
                chance(0.1) ? null : issued.plusDays(List.of(0, 7, 14, 30, 45).get(random.nextInt(5)));
        boolean ownCustomer = order == null || chance(0.7);
        rows.add(
                "stg_invoices",
                known(issued),
                "invoice_id",
                "I" + id,
                "order_id",
                order,
                "customer_id",
                ownCustomer ? customer : null,
                "invoice_date",
                issued,
                "due_date",
                due,
                "amount",
                amount,
                "currency",
                currency,
                "status",
                chance(0.04) ? "void" : List.of("paid", "unpaid", "late").get(random.nextInt(3)),
                "stored_amount_paid",
                money(random.nextInt(100)),
                "stored_paid_date",
                issued.plusDays(9));
        BigDecimal charged = chance(0.25) ? charge(id, "a", issued, amount) : money(0);
        pay(id, issued, amount.add(charged));
        if (chance(0.15)) {
            charge(id, "b", issued.plusDays(40), amount);
        }
        if (chance(0.35)) {
            attempts(id, "I" + id, order, ownCustomer ? customer : null, currency, issued, amount.max(money(1)));
        }
        instalments(id, issued, amount);
    }

    /** Some invoices are in parts: most sum to the invoice, some are due on one day, some are a cent or nothing. */
    private void instalments(String id, LocalDate issued, BigDecimal amount) {
        Random own = new Random(seed * 10_000 + Integer.parseInt(id));
        own.nextInt();
        int parts = own.nextInt(100) < 35 ? 1 + own.nextInt(4) : 0;
        BigDecimal left = amount;
        for (int i = 0; i < parts; i++) {
            BigDecimal part =
                    switch (own.nextInt(8)) {
                        case 0 -> BigDecimal.valueOf(own.nextInt(3), 2).setScale(4);
                        default ->
                            left.multiply(BigDecimal.valueOf(own.nextDouble()))
                                    .setScale(2, RoundingMode.HALF_UP)
                                    .setScale(4);
                    };
            part = i < parts - 1 ? part : own.nextInt(8) == 0 ? part : left;
            left = left.subtract(part);
            rows.add(
                    "stg_instalments",
                    LocalDate.of(1, 1, 1),
                    "instalment_id",
                    "Q" + id + i,
                    "invoice_id",
                    "I" + id,
                    "due_date",
                    issued.plusDays(10L * own.nextInt(12)),
                    "amount",
                    part);
        }
    }

    private BigDecimal charge(String id, String suffix, LocalDate issued, BigDecimal amount) {
        LocalDate day = issued.plusDays(random.nextInt(50) - 2);
        BigDecimal charge = chance(0.3) ? amount.negate() : chance(0.3) ? money(-5) : money(7);
        rows.add(
                "stg_charges",
                known(day),
                "charge_id",
                "X" + id + suffix,
                "invoice_id",
                "I" + id,
                "charge_date",
                day,
                "amount",
                charge,
                "new_due_date",
                chance(0.4) ? day.plusDays(30) : null);
        return charge;
    }

    private void pay(String id, LocalDate issued, BigDecimal owed) {
        int parts = random.nextInt(4);
        BigDecimal left = owed;
        for (int i = 0; i < parts; i++) {
            LocalDate day = issued.plusDays(random.nextInt(120) - 2);
            BigDecimal part = i == parts - 1 && chance(0.8)
                    ? left
                    : owed.divide(BigDecimal.valueOf(3), 2, RoundingMode.DOWN).setScale(4);
            part = chance(0.1) ? part.subtract(new BigDecimal("0.0100")) : part;
            boolean success = chance(0.9);
            // One receipt may cover several invoices.
            String number = i == 0 && lastNumber != null && chance(0.3) ? lastNumber : "Y" + id + i;
            rows.add(
                    "stg_payments",
                    known(day),
                    "payment_id",
                    number,
                    "invoice_id",
                    chance(0.03) ? "I-none" + id : "I" + id,
                    "payment_date",
                    day,
                    "amount",
                    part,
                    "is_success",
                    success);
            left = success ? left.subtract(part) : left;
            if (success && chance(0.25)) {
                left = left.add(takeBack(id, i, number, day, part));
            }
        }
        lastNumber = "Y" + id + "0";
        if (chance(0.08)) {
            LocalDate day = issued.plusDays(40 + random.nextInt(200));
            rows.add(
                    "stg_write_offs",
                    known(day),
                    "write_off_id",
                    "V" + id,
                    "invoice_id",
                    "I" + id,
                    "write_off_date",
                    day,
                    "amount",
                    chance(0.5) ? owed.abs() : money(15));
        }
    }

    /** A payment that bounces, in whole or in part, under a number of its own or the payment's; what is owed again. */
    private BigDecimal takeBack(String id, int i, String number, LocalDate paid, BigDecimal part) {
        LocalDate day = paid.plusDays(random.nextInt(40));
        boolean sameNumber = chance(0.3);
        BigDecimal taken = chance(0.8) ? part : part.divide(BigDecimal.valueOf(2), 2, RoundingMode.DOWN);
        BigDecimal amount = taken.setScale(4).negate();
        rows.add(
                "stg_payments",
                known(day),
                "payment_id",
                sameNumber ? number : "Z" + id + i,
                "invoice_id",
                "I" + id,
                "entry",
                sameNumber ? "taken back " + day + " " + amount : "",
                "payment_date",
                day,
                "amount",
                amount,
                "is_success",
                true,
                "reverses_payment_id",
                chance(0.5) ? number : null);
        return taken;
    }

    private void attempts(
            String id,
            String invoice,
            String order,
            String customer,
            String currency,
            LocalDate from,
            BigDecimal amount) {
        LocalDate day = from.plusDays(random.nextInt(30));
        int tries = 1 + random.nextInt(5);
        for (int i = 0; i < tries; i++) {
            boolean success = chance(0.35);
            boolean refund = chance(0.05);
            rows.add(
                    "stg_transactions",
                    day,
                    "attempt_id",
                    "T" + id + i,
                    "order_id",
                    order,
                    "invoice_id",
                    invoice,
                    "customer_id",
                    chance(0.8) ? customer : null,
                    "attempted_at",
                    day.atTime(random.nextInt(24), 30),
                    "attempt_date",
                    day,
                    "amount",
                    success && chance(0.4)
                            ? amount.divide(BigDecimal.valueOf(2)).setScale(4, RoundingMode.DOWN)
                            : amount,
                    "result_status",
                    success ? "success" : "failed",
                    "is_success",
                    success,
                    "is_refund",
                    refund,
                    "provider",
                    "V" + random.nextInt(2),
                    "payment_method",
                    "card",
                    "currency",
                    currency,
                    "country",
                    chance(0.5) ? "IT" : null,
                    "device",
                    "web",
                    "transaction_type",
                    chance(0.04) ? "chargeback" : "auth",
                    "reason_code",
                    chance(0.2) ? null : "reason" + random.nextInt(2),
                    "stored_retries",
                    random.nextInt(9),
                    "is_chargeback",
                    chance(0.05));
            day = day.plusDays(random.nextInt(20));
        }
    }

    /** Invoices of the currency of three digits have a third one; of what was paid on some of them a thousandth is missing. */
    private void thousandths() {
        for (Map<String, Object> invoice : rows.of("stg_invoices")) {
            if (THREE_DIGITS.equals(invoice.get("currency"))) {
                int number = Integer.parseInt(((String) invoice.get("invoice_id")).substring(1));
                BigDecimal more = BigDecimal.valueOf(1 + number % 4, 3);
                add(invoice, more);
                of(invoice, "stg_instalments").reduce((one, last) -> last).ifPresent(last -> add(last, more));
                BigDecimal paid = number % 3 == 0 ? more.subtract(new BigDecimal("0.001")) : more;
                of(invoice, "stg_payments").findFirst().ifPresent(first -> add(first, paid));
            }
        }
    }

    private Stream<Map<String, Object>> of(Map<String, Object> invoice, String table) {
        return rows.of(table).stream().filter(row -> invoice.get("invoice_id").equals(row.get("invoice_id")));
    }

    private static void add(Map<String, Object> row, BigDecimal more) {
        row.put("amount", ((BigDecimal) row.get("amount")).add(more).setScale(4));
    }

    /**
     * Some invoices are drafts. Some are given up, a few before the ledger knows them; of those some have a row of write-offs too,
     * before or after that day.
     */
    private void states() {
        for (Map<String, Object> invoice : rows.of("stg_invoices")) {
            String id = ((String) invoice.get("invoice_id")).substring(1);
            Random own = new Random(seed * 10_000 + Integer.parseInt(id) + 5_000);
            own.nextInt();
            int kind = "void".equals(invoice.get("status")) ? -1 : own.nextInt(24);
            LocalDate from = StagedRows.date(invoice, "invoice_date").plusDays(own.nextInt(200) - 10L);
            if (kind == 0) {
                invoice.put("status", "draft");
            } else if (kind > 0 && kind < 6) {
                invoice.put("status", kind < 3 ? "uncollectible" : "written_off");
                invoice.put("given_up_from", from);
            }
            if (kind > 0 && kind < 4) {
                LocalDate booked = from.plusDays(own.nextInt(50) - 20L);
                rows.add(
                        "stg_write_offs",
                        booked,
                        "write_off_id",
                        "U" + id,
                        "invoice_id",
                        "I" + id,
                        "write_off_date",
                        booked.minusDays(own.nextInt(9)),
                        "amount",
                        BigDecimal.valueOf(own.nextInt(60_000), 2).setScale(4));
            }
        }
    }

    /**
     * Attempts that name only an order whose invoice is known, or will be; some are known late. Some orders are billed twice, some
     * by a line of another order's invoice.
     */
    private void ordersByCard() {
        for (Map<String, Object> invoice : List.copyOf(rows.of("stg_invoices"))) {
            String order = (String) invoice.get("order_id");
            String id = ((String) invoice.get("invoice_id")).substring(1);
            String currency = (String) invoice.get("currency");
            LocalDate issued = StagedRows.date(invoice, "invoice_date");
            if (order == null || chance(0.6)) {
                continue;
            }
            int before = rows.of("stg_transactions").size();
            BigDecimal amount = ((BigDecimal) invoice.get("amount")).max(money(1));
            attempts("o" + id, null, order, null, currency, issued.plusDays(random.nextInt(70) - 40), amount);
            List<Map<String, Object>> all = rows.of("stg_transactions");
            for (Map<String, Object> attempt : all.subList(before, all.size())) {
                attempt.put("visible_from", known(StagedRows.date(attempt, "attempt_date")));
            }
            if (chance(0.25)) {
                invoice("9" + id, issued.plusDays(random.nextInt(40) - 10), order, null, currency);
            }
            if (chance(0.25)) {
                rows.add(
                        "stg_invoice_lines",
                        known(issued),
                        "invoice_line_id",
                        "L" + id,
                        "invoice_id",
                        "I" + id,
                        "order_id",
                        "O%04d".formatted(random.nextInt(Integer.parseInt(id) + 1)),
                        "net_amount",
                        money(5));
            }
        }
    }

    /** Most rows are known on their day, some weeks later. */
    private LocalDate known(LocalDate day) {
        return chance(0.15) ? day.plusDays(1 + random.nextInt(45)) : day;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private BigDecimal money(int whole) {
        return BigDecimal.valueOf(whole * 100L + (whole == 0 ? 0 : random.nextInt(100)), 2)
                .setScale(4);
    }
}
