-- grain: currency, measure
-- Control totals straight from staging, line by line: the side of every identity that the marts did not compute.
-- Currency comes from the state tables where they know the row; amounts never do. outstanding and overpaid are summed
-- from the lines of each invoice. Refunds and payments count once, whatever they are joined to.
with currencies as (
    select 'invoice' as kind, invoice_id as id, max(currency) as currency from int_invoices group by invoice_id
    union all
    select 'order', order_id, max(currency) from int_orders group by order_id
    union all
    select 'payment', payment_id, max(currency) from int_payments where not has_invoice group by payment_id
    union all
    select 'refund', return_id, max(currency) from int_refunds group by return_id
),

invoices as (
    select
        stg_invoices.invoice_id,
        stg_invoices.order_id,
        stg_invoices.amount,
        not coalesce(stg_invoices.status in ('void', 'voided'), false) as is_owed,
        coalesce(currencies.currency, stg_invoices.currency) as currency
    from stg_invoices
    left join currencies on currencies.kind = 'invoice' and stg_invoices.invoice_id = currencies.id
    where visible_from <= :as_of and conflict_from > :as_of
),

orders as (
    select stg_orders.order_id, stg_orders.net_amount, coalesce(currencies.currency, stg_orders.currency) as currency
    from stg_orders
    left join currencies on currencies.kind = 'order' and stg_orders.order_id = currencies.id
    where visible_from <= :as_of and conflict_from > :as_of
),

receipts as (
    select stg_payments.invoice_id, stg_payments.amount, currencies.currency
    from stg_payments
    left join currencies on currencies.kind = 'payment' and stg_payments.payment_id = currencies.id
    where visible_from <= :as_of and conflict_from > :as_of and is_success
),

reductions as (
    select 'credited' as measure, invoice_id, amount
    from stg_credit_notes
    where visible_from <= :as_of and conflict_from > :as_of
    union all
    select 'written_off', invoice_id, amount
    from stg_write_offs
    where visible_from <= :as_of and conflict_from > :as_of
),

lines as (
    select 'billed' as measure, invoice_id, currency, amount from invoices where is_owed
    union all
    select 'charged', stg_charges.invoice_id, invoices.currency, stg_charges.amount
    from stg_charges
    inner join invoices on stg_charges.invoice_id = invoices.invoice_id
    where visible_from <= :as_of and conflict_from > :as_of and is_owed
    union all
    select
        if(invoices.invoice_id is null, 'unapplied', 'applied'), invoices.invoice_id,
        coalesce(invoices.currency, receipts.currency, :default_currency), receipts.amount
    from receipts
    left join invoices on receipts.invoice_id = invoices.invoice_id
    union all
    select
        if(invoices.invoice_id is null, 'unassigned', reductions.measure), invoices.invoice_id,
        coalesce(invoices.currency, :default_currency), reductions.amount
    from reductions
    left join invoices on reductions.invoice_id = invoices.invoice_id
    where coalesce(is_owed, true)
),

balances as (
    select invoice_id, currency, sum(if(measure in ('billed', 'charged'), amount, -amount)) as open_amount
    from lines
    where measure not in ('unapplied', 'unassigned')
    group by invoice_id, currency
),

measures as (
    select measure, currency, amount from lines
    union all
    select if(open_amount > 0, 'outstanding', 'overpaid'), currency, abs(open_amount) from balances
    union all
    select 'ordered', currency, net_amount from orders
    union all
    select 'unordered', invoices.currency, invoices.amount
    from invoices
    left join orders on invoices.order_id = orders.order_id and invoices.currency = orders.currency
    where is_owed and orders.order_id is null
    union all
    select 'refunded', coalesce(currencies.currency, :default_currency), refund_amount
    from stg_returns
    left join currencies on currencies.kind = 'refund' and stg_returns.return_id = currencies.id
    where visible_from <= :as_of and conflict_from > :as_of
)

select currency, measure, cast(sum(coalesce(amount, 0)) as decimal(19, 4)) as amount
from measures
group by currency, measure
