package io.arrears.sample;

import io.arrears.postgres.SqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a company, book by book, into its tables. */
final class SampleWriter {

    private final Map<SampleTable, CopySink> sinks = new EnumMap<>(SampleTable.class);

    SampleWriter(Connection connection, String schema) {
        for (SampleTable table : SampleTable.values()) {
            sinks.put(table, new CopySink(connection, SqlName.quoted(schema, table.sqlName())));
        }
    }

    private CopySink row(SampleTable table) {
        return sinks.get(table);
    }

    void company(Company company) throws SQLException {
        for (Product each : company.products()) {
            row(SampleTable.PRODUCTS)
                    .text(each.sku())
                    .text(each.category())
                    .money(each.cost())
                    .money(each.list())
                    .endRow();
        }
        for (SalesRep each : company.reps()) {
            row(SampleTable.SALES_REPS)
                    .number(each.id())
                    .text(each.name())
                    .text(each.territory())
                    .money(each.quota())
                    .endRow();
        }
    }

    void book(Book book) throws SQLException {
        customer(book.customer, book.creditLimit);
        for (Order order : book.orders) {
            if (!order.isLost && !order.isUnnamed) {
                order(order, book.customer);
            }
        }
        for (UnappliedPayment each : book.unapplied) {
            payment(each.payment(), each.invoice(), book.customer);
        }
        for (LooseReturn each : book.looseReturns) {
            back(
                    row(SampleTable.RETURNS).number(each.back().id()).missing(),
                    each.back(),
                    each.product(),
                    book.customer);
        }
        for (Invoice invoice : book.invoices) {
            invoice(invoice, book.customer);
        }
        for (Attempt attempt : book.attempts) {
            attempt(attempt, book.customer);
        }
    }

    /** Sends the rest; returns the rows of each table. */
    Map<String, Long> finish() throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Map.Entry<SampleTable, CopySink> each : sinks.entrySet()) {
            each.getValue().end();
            rows.put(each.getKey().sqlName(), each.getValue().rows());
        }
        return rows;
    }

    /** Of all rows of all tables, in their order. */
    long checksum() {
        long checksum = 0;
        for (CopySink each : sinks.values()) {
            checksum = checksum * 31 + each.checksum();
        }
        return checksum;
    }

    private void customer(Customer one, long creditLimit) throws SQLException {
        CopySink row = row(SampleTable.CUSTOMERS)
                .number(one.id())
                .text(one.name())
                .text(one.segment().label)
                .text(one.region())
                .text(one.country())
                .date(one.signup())
                .number(one.creditScore());
        (creditLimit == 0 ? row.missing() : row.money(creditLimit)).endRow();
    }

    private void order(Order order, Customer customer) throws SQLException {
        row(SampleTable.ORDERS)
                .number(order.id)
                .number(customer.id())
                .date(order.day)
                .text(order.product.sku())
                .number(order.qty)
                .money(order.price)
                .money(order.discount)
                .text(order.status())
                .number(customer.rep().id())
                .text(customer.currency())
                .endRow();
        for (Return each : order.returns) {
            back(row(SampleTable.RETURNS).number(each.id()).number(order.id), each, order.product, customer);
        }
    }

    /** The rest of a row of returns. */
    private static void back(CopySink row, Return each, Product product, Customer customer) throws SQLException {
        row.number(customer.id())
                .text(product.sku())
                .date(each.day())
                .number(each.qty())
                .money(each.refund())
                .text(each.reason())
                .date(each.known())
                .endRow();
    }

    private void payment(Payment each, long invoice, Customer payer) throws SQLException {
        row(SampleTable.PAYMENTS)
                .number(each.id())
                .number(invoice)
                .number(payer.id())
                .date(each.day())
                .money(each.amount())
                .flag(each.success())
                .date(each.known())
                .endRow();
    }

    private void invoice(Invoice one, Customer customer) throws SQLException {
        CopySink row = row(SampleTable.INVOICES).number(one.id);
        (one.order.isUnnamed ? row.missing() : row.number(one.order.id))
                .number(customer.id())
                .date(one.day)
                .date(one.due)
                .money(one.amount)
                .text(customer.currency())
                .text(one.storedStatus)
                .money(one.storedPaid)
                .date(one.storedPaidDay)
                .date(one.known)
                .endRow();
        for (Charge each : one.charges) {
            row(SampleTable.CHARGES)
                    .number(one.id)
                    .date(each.day())
                    .money(each.amount())
                    .date(each.newDue())
                    .date(each.known())
                    .endRow();
        }
        for (Payment each : one.payments) {
            payment(each, one.id, customer);
        }
    }

    private void attempt(Attempt one, Customer customer) throws SQLException {
        row(SampleTable.TRANSACTIONS)
                .number(one.id())
                .number(one.order().id)
                .number(one.invoice().id)
                .number(customer.id())
                .timestamp(one.day(), one.second())
                .money(one.amount())
                .text(one.success() ? "success" : "failed")
                .text(customer.provider())
                .text(customer.method())
                .text(customer.currency())
                .text(customer.country())
                .text(customer.device())
                .text(one.type())
                .text(one.reason())
                .number(one.retries())
                .flag(one.chargeback())
                .date(one.invoice().day)
                .date(one.success() && one.type().equals("capture") ? one.day() : Days.NONE)
                .endRow();
    }
}
