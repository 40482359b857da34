-- grain: currency, measure
-- kind: kept
-- Control totals straight from staging, line by line: the side of every identity that the marts did not compute.
-- outstanding and overpaid are summed from the lines of each invoice, less sent_back. Orders, refunds and payments count
-- once, whatever they are joined to; that int_invoices has an invoice once, the key of mart_invoice_risk proves.
with order_lines as (
    select order_id, if(count(net_amount) = count(*), sum(net_amount), null) as net_amount
    from known_order_lines
    group by order_id
),
orders as (
    select
        known_orders.order_id, coalesce(order_lines.net_amount, known_orders.net_amount) as net_amount, known_orders.currency
    from known_orders
    left join order_lines on known_orders.order_id = order_lines.order_id
),
totals as (
    select
        currency, is_known, sum(billed) as billed, sum(charged) as charged, sum(paid) as paid, sum(credited) as credited,
        sum(written_off) as written_off, sum(written_off - least(written_off, greatest(owed, 0.00))) as recovered,
        sum(greatest(owed - written_off, 0.00)) as outstanding,
        sum(greatest(least(written_off, greatest(owed, 0.00)) - owed, 0.00)) as overpaid
    from int_line_sums
    group by currency, is_known
),
-- Refunds of an order take down what its invoices in its currency were overpaid.
returned as (
    select order_id, currency, sum(refund_amount) as refunded
    from int_refunds
    where has_order
    group by order_id, currency
),
overpaid_orders as (
    select
        int_invoice_orders.order_id, currency, sum(terms.part_of(
            cast(greatest(least(written_off, greatest(owed, 0.00)) - owed, 0.00) as decimal(19, 4)),
            from_weight, to_weight, whole_weight, currency
        )) as overpaid
    from int_line_sums
    inner join int_invoice_orders on int_line_sums.invoice_id = int_invoice_orders.invoice_id
    group by int_invoice_orders.order_id, currency
),
sent_back as (
    select returned.currency, sum(greatest(least(refunded, overpaid), 0.00)) as amount
    from returned
    inner join overpaid_orders
        on returned.order_id = overpaid_orders.order_id and returned.currency = overpaid_orders.currency
    group by returned.currency
),
billed_by_order as (
    select int_invoice_orders.order_id, currency, sum(int_invoice_orders.net_amount) as amount
    from int_line_sums
    inner join int_invoice_orders on int_line_sums.invoice_id = int_invoice_orders.invoice_id
    where is_billed
    group by int_invoice_orders.order_id, currency
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
            when 'recovered' then recovered
            when 'unassigned' then credited + written_off
            else paid
        end as amount
    from totals
    inner join (values
        (true, 'billed'), (true, 'charged'), (true, 'applied'), (true, 'credited'), (true, 'written_off'),
        (true, 'recovered'), (true, 'outstanding'), (true, 'overpaid'), (false, 'unapplied'), (false, 'unassigned')
    ) as named (is_of_invoice, measure) on totals.is_known = named.is_of_invoice
    union all
    select currency, measure, if(measure = 'overpaid', -amount, amount)
    from sent_back
    cross join (values ('sent_back'), ('overpaid')) as both_sides (measure)
    union all
    select currency, measure, if(measure = 'ordered', ordered, unordered)
    from order_totals
    cross join (values ('ordered'), ('unordered')) as sides (measure)
    union all
    select currency, 'refunded', refund_amount
    from known_returns
    union all
    select currency, measure, amount
    from int_stated
    union all
    select currency, 'invoices', if(terms.is_void(ledger_state), 0, 1)
    from known_invoices
)
select currency, measure, cast(sum(coalesce(amount, 0)) as decimal(19, 4)) as amount
from measures
group by currency, measure
