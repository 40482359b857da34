-- grain: currency
-- kind: kept
-- The totals of each currency at the as-of day, from the state tables; every currency that occurs has a row.
-- Amounts to the cent in that currency; unapplied_amount is money received without a known invoice.
with invoiced as (
    select
        currency,
        sum(amount) as invoiced_amount,
        sum(charges_amount) as charges_amount,
        sum(net_amount) as net_amount,
        max(is_net_known) as is_net_known,
        sum(paid_amount) as paid_amount,
        sum(credited_amount) as credited_amount,
        sum(cash_discount_amount) as cash_discount_amount,
        sum(written_off_amount) as written_off_amount,
        sum(recovered_amount) as recovered_amount,
        sum(sent_back_amount) as sent_back_amount,
        sum(disputed_amount) as disputed_amount,
        sum(outstanding_amount) as outstanding_amount,
        sum(overpaid_amount) as overpaid_amount,
        sum(overdue_amount) as overdue_amount,
        count_if(not is_void) as invoices,
        count_if(is_open) as open_invoices,
        count_if(is_overdue) as overdue_invoices,
        count_if(overpaid_amount > terms.minor_units(:tolerance, currency)) as overpaid_invoices,
        count(distinct customer_id) as customers
    from int_invoices
    group by currency
),

ordered as (
    select
        currency,
        sum(coalesce(net_amount, 0)) as ordered_amount,
        sum(greatest(coalesce(net_amount, 0) - billed_amount, 0)) as unbilled_amount,
        sum(greatest(billed_amount - coalesce(net_amount, 0), 0)) as over_billed_amount,
        count(*) as orders
    from int_orders
    group by currency
),

received as (
    select currency, sum(amount) filter (where not has_invoice) as unapplied_amount
    from int_payments
    where is_success
    group by currency
),

refunded as (
    select currency, sum(refund_amount) as refund_amount, count(*) as refunds
    from int_refunds
    group by currency
)

select
    currency,
    coalesce(invoiced.invoiced_amount, 0) as invoiced_amount,
    coalesce(invoiced.charges_amount, 0) as charges_amount,
    if(invoiced.is_net_known, invoiced.net_amount, null) as invoiced_net_amount,
    coalesce(invoiced.paid_amount, 0) as paid_amount,
    coalesce(invoiced.credited_amount, 0) as credited_amount,
    coalesce(invoiced.cash_discount_amount, 0) as cash_discount_amount,
    coalesce(invoiced.written_off_amount, 0) as written_off_amount,
    coalesce(invoiced.recovered_amount, 0) as recovered_amount,
    coalesce(invoiced.sent_back_amount, 0) as sent_back_amount,
    coalesce(invoiced.disputed_amount, 0) as disputed_amount,
    coalesce(received.unapplied_amount, 0) as unapplied_amount,
    coalesce(invoiced.outstanding_amount, 0) as outstanding_amount,
    coalesce(invoiced.overdue_amount, 0) as overdue_amount,
    coalesce(invoiced.overpaid_amount, 0) as overpaid_amount,
    coalesce(ordered.ordered_amount, 0) as ordered_amount,
    coalesce(ordered.unbilled_amount, 0) as unbilled_amount,
    coalesce(ordered.over_billed_amount, 0) as over_billed_amount,
    coalesce(refunded.refund_amount, 0) as refund_amount,
    coalesce(invoiced.invoices, 0) as invoices,
    coalesce(invoiced.open_invoices, 0) as open_invoices,
    coalesce(invoiced.overdue_invoices, 0) as overdue_invoices,
    coalesce(invoiced.overpaid_invoices, 0) as overpaid_invoices,
    coalesce(invoiced.customers, 0) as customers,
    coalesce(ordered.orders, 0) as orders,
    coalesce(refunded.refunds, 0) as refunds
from invoiced
full outer join ordered using (currency)
full outer join received using (currency)
full outer join refunded using (currency)
