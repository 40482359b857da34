-- grain: claim_id
-- kind: table
-- Payment attempts of a debt known by as-of: the invoice an attempt names, else its order. attempts: in order of time, refunds
-- and chargeback entries aside. failed_on: the day its first failure became known; failed_amount less later successes is
-- what an order still owes. paid_before: successes up to that failure; what they cover is no claim.
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
debts as (
    select
        coalesce('invoice:' || invoice_id, 'order:' || order_id) as claim_id,
        array_sort(collect_list(struct(
            attempted_at, attempt_id, attempt_date, visible_from, amount, is_success, is_failure, order_id, invoice_id,
            customer_id, currency, known_currency, provider, payment_method, country, device, reason_code,
            stored_retries))) as attempts
    from transactions
    group by coalesce('invoice:' || invoice_id, 'order:' || order_id)
),
failures as (
    select
        *,
        get(filter(attempts, attempt -> attempt.is_failure), 0) as failure
    from debts
),
receipts as (
    select
        *,
        aggregate(filter(attempts, attempt -> attempt.is_success and attempt.attempted_at <= failure.attempted_at),
            cast(0 as decimal(19, 4)),
            (total, attempt) -> cast(total + attempt.amount as decimal(19, 4))) as paid_before,
        filter(attempts, attempt -> attempt.is_success and attempt.attempted_at > failure.attempted_at) as successes
    from failures
)
select
    receipts.claim_id,
    failure.invoice_id as invoice_id,
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
    attempts
from receipts
left join orders
    on receipts.failure.order_id = orders.order_id and orders.visible_from <= receipts.failure.visible_from
where receipts.failure is not null
