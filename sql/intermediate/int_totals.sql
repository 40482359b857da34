-- grain: currency, measure
-- kind: kept
-- Control totals straight from staging, line by line: the side of every identity that the marts did not compute.
-- Currency comes from the state tables where they know the row; amounts never do. outstanding and overpaid are summed
-- from the lines of each invoice. Orders, refunds and payments count once, whatever they are joined to; that int_invoices has
-- an invoice once, the key of mart_invoice_risk proves.
with order_currencies as (
    select order_id, currency from int_orders group by order_id, currency
),
payment_currencies as (
    select payment_id, currency from int_payments where not has_invoice group by payment_id, currency
),
refund_currencies as (
    select return_id, currency from int_refunds group by return_id, currency
),
invoices as (
    select
        known_invoices.invoice_id, known_invoices.order_id, known_invoices.amount,
        not terms.is_void(known_invoices.ledger_state) as is_owed,
        coalesce(int_invoices.currency, known_invoices.currency) as currency
    from known_invoices
    left join int_invoices on known_invoices.invoice_id = int_invoices.invoice_id
),
orders as (
    select known_orders.order_id, known_orders.net_amount, coalesce(order_currencies.currency, known_orders.currency) as currency
    from known_orders
    left join order_currencies on known_orders.order_id = order_currencies.order_id
),
moved as (
    select invoice_id, null as currency, amount as charged, 0.00 as paid, 0.00 as credited, 0.00 as written_off
    from known_charges
    union all
    select known_payments.invoice_id, payment_currencies.currency, 0.00, known_payments.amount, 0.00, 0.00
    from known_payments
    left join payment_currencies on known_payments.payment_id = payment_currencies.payment_id
    where is_success
    union all
    select invoice_id, null, 0.00, 0.00, amount, 0.00
    from known_credit_notes
    union all
    select invoice_id, null, 0.00, 0.00, 0.00, amount
    from known_write_offs
),
-- Rows without a known invoice keep the currency of their payments.
moved_by_invoice as (
    select
        invoice_id, currency, sum(charged) as charged, sum(paid) as paid, sum(credited) as credited,
        sum(written_off) as written_off
    from moved
    group by invoice_id, currency
),
lines as (
    select
        coalesce(invoices.currency, moved_by_invoice.currency, :default_currency) as currency,
        is_owed is not null as is_known,
        if(is_owed, coalesce(invoices.amount, 0.00), 0.00) as billed,
        if(is_owed, coalesce(charged, 0.00), 0.00) as charged,
        coalesce(paid, 0.00) as paid,
        if(coalesce(is_owed, true), coalesce(credited, 0.00), 0.00) as credited,
        if(coalesce(is_owed, true), coalesce(written_off, 0.00), 0.00) as written_off
    from invoices
    full outer join moved_by_invoice on invoices.invoice_id = moved_by_invoice.invoice_id
),
totals as (
    select
        currency, is_known, sum(billed) as billed, sum(charged) as charged, sum(paid) as paid, sum(credited) as credited,
        sum(written_off) as written_off, sum(greatest(billed + charged - paid - credited - written_off, 0.00)) as outstanding,
        sum(greatest(paid + credited + written_off - billed - charged, 0.00)) as overpaid
    from lines
    group by currency, is_known
),
billed_by_order as (
    select order_id, currency, sum(amount) as amount from invoices where is_owed group by order_id, currency
),
order_totals as (
    select
        coalesce(orders.currency, billed_by_order.currency) as currency, sum(orders.net_amount) as ordered,
        sum(if(orders.order_id is null, billed_by_order.amount, null)) as unordered
    from orders
    full outer join billed_by_order
        on orders.order_id = billed_by_order.order_id and orders.currency = billed_by_order.currency
    group by coalesce(orders.currency, billed_by_order.currency)
),
measures as (
    select
        currency, measure,
        case measure
            when 'billed' then billed when 'charged' then charged when 'outstanding' then outstanding
            when 'overpaid' then overpaid when 'credited' then credited when 'written_off' then written_off
            when 'unassigned' then credited + written_off
            else paid
        end as amount
    from totals
    inner join (values
        (true, 'billed'), (true, 'charged'), (true, 'applied'), (true, 'credited'), (true, 'written_off'),
        (true, 'outstanding'), (true, 'overpaid'), (false, 'unapplied'), (false, 'unassigned')
    ) as named (is_of_invoice, measure) on totals.is_known = named.is_of_invoice
    union all
    select currency, measure, if(measure = 'ordered', ordered, unordered)
    from order_totals
    cross join (values ('ordered'), ('unordered')) as sides (measure)
    union all
    select coalesce(refund_currencies.currency, :default_currency), 'refunded', refund_amount
    from known_returns
    left join refund_currencies on known_returns.return_id = refund_currencies.return_id
)
select currency, measure, cast(sum(coalesce(amount, 0)) as decimal(19, 4)) as amount
from measures
group by currency, measure
