package io.arrears.testing;

import io.arrears.lake.SourceTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Lines and tax for a random company: orders of several lines, invoices over two orders, lines that do not sum, that name
 * nobody's order or a line in the place of an order, net amounts of invoices and refunds, and invoices that hold a tax and do
 * not say so. Equal seeds, equal lines.
 */
final class RandomLines {

    private static final BigDecimal TAX = new BigDecimal("1.19");

    private final Random random;
    private final List<String> orderLines = new ArrayList<>();
    private final List<String> invoiceLines = new ArrayList<>();

    private RandomLines(long seed) {
        random = new Random(seed);
    }

    /** Changes amounts of the rows and fills the tables of lines. */
    static void add(long seed, StagedRows rows, StagedValues values) {
        RandomLines lines = new RandomLines(seed);
        List<Map<String, Object>> orders = rows.of("stg_orders");
        orders.forEach(lines::order);
        for (Map<String, Object> invoice : rows.of("stg_invoices")) {
            lines.invoice(invoice, orders);
        }
        for (Map<String, Object> refund : rows.of("stg_returns")) {
            if (lines.chance(0.3)) {
                refund.put("net_amount", net((BigDecimal) refund.get("refund_amount")));
            }
        }
        values.with(
                SourceTable.ORDER_LINES,
                "order_line_id, line_id, order_id, sku, qty, price, discount, gross_amount, net_amount",
                String.join(", ", lines.orderLines));
        values.with(
                SourceTable.INVOICE_LINES,
                "invoice_line_id, invoice_id, order_id, sku, net_amount, tax_amount",
                String.join(", ", lines.invoiceLines));
    }

    private void order(Map<String, Object> order) {
        if (!chance(0.3)) {
            return;
        }
        String id = (String) order.get("order_id");
        for (int i = 0; i < 2; i++) {
            BigDecimal price = BigDecimal.valueOf(500 + random.nextInt(3000), 2);
            String given = chance(0.05) ? "null" : price.toString();
            orderLines.add("('%s|%d', '%s', '%s', 'K%d', 2, %s, 1, 2 * %s, 2 * %s - 1)"
                    .formatted(
                            id,
                            i,
                            chance(0.5) ? id + "/" + i : String.valueOf(i),
                            id,
                            random.nextInt(4),
                            given,
                            given,
                            given));
        }
    }

    private void invoice(Map<String, Object> invoice, List<Map<String, Object>> orders) {
        BigDecimal amount = (BigDecimal) invoice.get("amount");
        String order = (String) invoice.get("order_id");
        double kind = random.nextDouble();
        if (kind < 0.15) {
            lines((String) invoice.get("invoice_id"), amount, order, orders);
        } else if (kind < 0.3) {
            invoice.put("net_amount", net(amount));
        } else if (kind < 0.85 && order != null && amount.signum() > 0) {
            orders.stream()
                    .filter(each -> each.get("order_id").equals(order))
                    .findFirst()
                    .ifPresent(each -> invoice.put("amount", taxed((BigDecimal) each.get("net_amount"))));
        }
    }

    private void lines(String id, BigDecimal amount, String order, List<Map<String, Object>> orders) {
        BigDecimal first =
                amount.multiply(BigDecimal.valueOf(random.nextInt(130), 2)).setScale(2, RoundingMode.HALF_UP);
        BigDecimal second = amount.subtract(first).add(chance(0.2) ? BigDecimal.TEN : BigDecimal.ZERO);
        boolean isTaxed = chance(0.5);
        String other = (String) orders.get(random.nextInt(orders.size())).get("order_id");
        line(id, 1, chance(0.3) ? null : order, first, isTaxed);
        line(id, 2, chance(0.1) ? "O-none" : chance(0.3) ? other + "/0" : other, second, isTaxed);
    }

    private void line(String id, int number, String order, BigDecimal amount, boolean isTaxed) {
        BigDecimal net = isTaxed ? net(amount) : amount;
        invoiceLines.add("('%s|%d', '%s', %s, %s, %s, %s)"
                .formatted(
                        id,
                        number,
                        id,
                        order == null ? "null" : "'" + order + "'",
                        chance(0.5) ? "null" : "'K" + random.nextInt(4) + "'",
                        net,
                        isTaxed ? amount.subtract(net) : "null"));
    }

    private static BigDecimal net(BigDecimal amount) {
        return amount.divide(TAX, 2, RoundingMode.HALF_UP).setScale(4);
    }

    private static BigDecimal taxed(BigDecimal net) {
        return net.multiply(TAX).setScale(2, RoundingMode.HALF_UP).setScale(4);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
