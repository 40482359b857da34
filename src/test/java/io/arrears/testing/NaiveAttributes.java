package io.arrears.testing;

import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The oracle's features of the customer, the order and its sales rep. */
public record NaiveAttributes(NaiveLedger ledger) {

    /** Of the row that names the order; invoiceId is the invoice whose outcome must not count, null when there is none. */
    Map<String, Object> of(Map<String, Object> row, Object invoiceId, Object customer, LocalDate day) {
        Map<String, Object> features = new TreeMap<>();
        Map<String, Object> known = ledger.seen("stg_customers", day).stream()
                .filter(each -> each.get("customer_id").equals(customer))
                .findFirst()
                .orElse(Map.of());
        features.put("region", Objects.requireNonNullElse(known.get("region"), "Unknown"));
        features.put("segment", Objects.requireNonNullElse(known.get("segment"), "Unknown"));
        features.put("country", known.get("country"));
        features.put("credit_score", known.get("credit_score"));
        ledger.order(row.get("order_id"), date(row, "visible_from")).ifPresent(order -> order(features, order));
        rep(features, ledger.repOf(row), invoiceId, day);
        return features;
    }

    private void order(Map<String, Object> features, Map<String, Object> order) {
        double gross = ((BigDecimal) order.get("gross_amount")).doubleValue();
        BigDecimal discount = ((BigDecimal) order.get("gross_amount")).subtract((BigDecimal) order.get("net_amount"));
        features.put("discount_share", NaiveHistory.ratio(discount.doubleValue(), gross));
        Optional<Map<String, Object>> product = ledger.seen("stg_products", ledger.asOf()).stream()
                .filter(each -> each.get("sku").equals(order.get("sku")))
                .findFirst();
        Object list = product.map(each -> each.get("list_price")).orElse(null);
        features.put(
                "product_category", product.map(each -> each.get("category")).orElse(null));
        features.put(
                "price_to_list",
                list == null
                        ? null
                        : NaiveHistory.ratio(
                                ((BigDecimal) order.get("price")).doubleValue(), ((BigDecimal) list).doubleValue()));
    }

    private void rep(Map<String, Object> features, Object rep, Object invoiceId, LocalDate day) {
        if (rep == null) {
            return;
        }
        List<Integer> late = ledger.seen("stg_invoices", day).stream()
                .filter(each -> rep.equals(ledger.repOf(each))
                        && !each.get("invoice_id").equals(invoiceId))
                .flatMap(each -> ledger.outcome(each, day).stream())
                .map(NaiveLedger.Outcome::late)
                .filter(Objects::nonNull)
                .toList();
        long orders = ledger.seen("stg_orders", day).stream()
                .filter(each -> rep.equals(each.get("sales_rep_id")))
                .count();
        long refunds = ledger.seen("stg_returns", day).stream()
                .filter(each -> rep.equals(ledger.repOf(each)))
                .count();
        features.put(
                "rep_late_share",
                NaiveHistory.ratio(late.stream().filter(days -> days > 0).count(), late.size()));
        features.put("rep_return_share", NaiveHistory.ratio(refunds, orders));
    }
}
