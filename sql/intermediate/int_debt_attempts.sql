-- grain: claim_id
-- kind: table
-- Payment attempts of a debt known by as-of: the invoice an attempt names, else its order until an invoice of the order is known
-- (passed_on), and then those invoices: the ones that the attempt's day knew, else the first ones (is_newest: one of them). In
-- order of time, refunds and chargeback entries aside. failed_on: the first day that knows of a failure; failed_amount less later
-- successes is what an order still owes. paid_before: successes up to that failure; what they cover is no claim.
with transactions as (
    select
        attempt_id, order_id, invoice_id, customer_id, attempted_at, attempt_date, visible_from, amount, is_success,
        not is_success and not terms.is_pending(result_status) as is_failure,
        currency, known_currency, provider, payment_method, country, device, reason_code, stored_retries
    from known_transactions
    where not is_refund and not terms.is_chargeback(transaction_type) and not terms.is_won_back(transaction_type)
        and coalesce(invoice_id, order_id) is not null
),
orders as (
    select
        order_id, customer_id, sales_rep_id, sku, price, visible_from,
        double(gross_amount - net_amount) / nullif(double(gross_amount), 0) as discount_share,
        terms.is_cancelled(status) as is_cancelled
    from known_orders
),
bills as (
    select order_id, array_sort(collect_list(struct(linked_on, invoice_id))) as invoices
    from int_order_invoices
    group by order_id
),
billed as (
    select
        transactions.*,
        bills.invoices,
        filter(bills.invoices, invoice -> invoice.linked_on <= greatest(transactions.visible_from,
            get(bills.invoices, 0).linked_on)) as own_invoices
    from transactions
    left join bills
        on if(transactions.invoice_id is null, transactions.order_id, null) = bills.order_id
),
named as (
    select
        billed.* except (invoices, own_invoices), coalesce('invoice:' || invoice_id, 'order:' || order_id) as claim_id,
        invoice_id as debt_invoice_id, visible_from as known_from, get(invoices, 0).linked_on as passed_on,
        invoices is null as is_newest
    from billed
    union all
    select
        billed.* except (invoices, own_invoices), 'invoice:' || own.invoice_id, own.invoice_id,
        greatest(visible_from, own.linked_on), null, own = array_max(own_invoices)
    from billed
    lateral view explode(own_invoices) passed as own
),
debts as (
    select
        claim_id, debt_invoice_id, max(passed_on) as passed_on,
        array_sort(collect_list(struct(
            attempted_at, attempt_id, attempt_date, known_from as visible_from, amount, is_success, is_failure, order_id,
            invoice_id, customer_id, currency, known_currency, provider, payment_method, country, device, reason_code,
            stored_retries, is_newest))) as attempts
    from named
    group by claim_id, debt_invoice_id
),
failures as (
    select
        *,
        array_min(transform(filter(attempts, attempt -> attempt.is_failure),
            attempt -> named_struct('known_on', attempt.visible_from, 'attempt', attempt))).attempt as failure
    from debts
),
receipts as (
    select
        *,
        aggregate(filter(attempts, attempt -> attempt.is_success and attempt.attempted_at <= failure.attempted_at
                and attempt.visible_from <= failure.visible_from),
            cast(0 as decimal(19, 4)),
            (total, attempt) -> cast(total + attempt.amount as decimal(19, 4))) as paid_before,
        filter(attempts, attempt -> attempt.is_success and not (attempt.attempted_at <= failure.attempted_at
            and attempt.visible_from <= failure.visible_from)) as successes
    from failures
)
select
    receipts.claim_id,
    receipts.debt_invoice_id as invoice_id,
    failure.order_id as order_id,
    coalesce(failure.customer_id, orders.customer_id) as customer_id,
    orders.sales_rep_id,
    orders.sku,
    orders.price as order_price,
    orders.discount_share,
    coalesce(orders.is_cancelled, false) as is_order_cancelled,
    failure.currency,
    failure.known_currency,
    failure.visible_from as failed_on,
    failure.amount as failed_amount,
    paid_before,
    successes,
    attempts,
    passed_on
from receipts
left join orders
    on receipts.failure.order_id = orders.order_id and orders.visible_from <= receipts.failure.visible_from
where receipts.failure is not null
