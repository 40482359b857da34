package io.arrears.desk.file;

import java.util.List;

/** What the desk looks for in a file besides the features of the models, with the names a file may use. */
public enum Field {
    CLAIM_ID("name of the claim", "claim_id"),
    INVOICE_ID("name of the invoice", "invoice_id", "invoice_no", "invoice_number"),
    ORDER_ID("name of the order", "order_id"),
    ATTEMPT_ID("name of the payment attempt", "attempt_id", "transaction_id"),
    CUSTOMER_ID("customer", "customer_id"),
    CUSTOMER_NAME("customer's name", "customer_name"),
    CLAIM_TYPE("failed payment or overdue invoice", "claim_type"),
    CURRENCY("currency of the amount", "currency", "currency_code"),
    AMOUNT("amount", "amount", "invoiced_amount"),
    OPEN_AMOUNT("what is still open", "open_amount", "outstanding_amount"),
    PAID_AMOUNT("what was paid", "paid_amount", "amount_paid"),
    PAID_ON("day of payment", "payment_date", "paid_date"),
    INVOICE_DATE("day of the invoice", "invoice_date"),
    DUE_DATE("day it is due", "due_date"),
    DAYS_LATE("days past due", "days_past_due", "days_overdue"),
    ATTEMPTED_AT("day of the payment attempt", "attempted_at", "auth_ts"),
    ATTEMPT_AGE("days from invoice to attempt", "days_since_invoice"),
    RESULT_STATUS("result of the attempt", "result_status"),
    TRANSACTION_TYPE("payment or refund", "transaction_type"),
    OBSERVED_ON("day the row describes", "observation_date", "as_of_date"),
    SIGNUP_DATE("day the customer signed up", "signup_date"),
    REGION("region", "region"),
    SEGMENT("segment", "segment", "seg"),
    IS_VOID("whether the invoice is void", "is_void"),
    LABEL("what happened afterwards", "label", "label_recovered_30d", "recovered", "defaulted"),
    LABEL_STATUS("whether what happened is known", "label_status");

    private final String meaning;
    private final List<String> names;

    Field(String meaning, String... names) {
        this.meaning = meaning;
        this.names = List.of(names);
    }

    /** In words, for the page. */
    public String meaning() {
        return meaning;
    }

    /** The contract's own name first. */
    List<String> names() {
        return names;
    }
}
