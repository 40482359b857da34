-- grain: order_id
-- kind: view
-- Orders that ask for money, are done and have no invoice that is not void. An order is done when its status says so or when it
-- was shipped; since: the last shipment, else the order's day. is_billed_elsewhere: another order of the customer is over-billed
-- by its net, or all unbilled ones of the customer make up an invoice of no known order.
with shipped as (
    select order_id, max(shipped_date) as shipped_date
    from known_shipments
    group by order_id
),

unbilled as (
    select
        int_orders.order_id, int_orders.customer_id, int_orders.currency, int_orders.order_date, int_orders.net_amount,
        shipped.shipped_date is not null as is_shipped,
        coalesce(shipped.shipped_date, int_orders.order_date) as since
    from int_orders
    left join shipped
        on int_orders.order_id = shipped.order_id
    where int_orders.invoices_count = 0
        and int_orders.net_amount > terms.minor_units(:tolerance, int_orders.currency)
        and not int_orders.is_cancelled
        and not int_orders.is_returned
        and (int_orders.is_completed or shipped.shipped_date is not null)
),

-- What is billed on no known order, or on one that did not ask for so much.
billed as (
    select
        concat('invoice ', int_invoices.invoice_id) as bill, int_invoices.customer_id, int_invoices.currency,
        int_invoices.invoice_date as billed_date, int_invoice_orders.net_amount as amount
    from int_invoice_orders
    inner join int_invoices
        on int_invoice_orders.invoice_id = int_invoices.invoice_id
    where int_invoice_orders.order_id is null
        and int_invoice_orders.named_order_id is not null
        and not int_invoice_orders.is_void
    union all
    select concat('order ', order_id), customer_id, currency, first_invoice_date, billed_amount - net_amount
    from int_orders
    where other_currency_invoices = 0
        and billed_amount - net_amount > terms.minor_units(:tolerance, currency)
),

pairs as (
    select
        billed.bill, billed.amount, billed.currency, unbilled.order_id, unbilled.net_amount,
        abs(datediff(billed.billed_date, unbilled.order_date)) as days
    from billed
    inner join unbilled
        on billed.customer_id = unbilled.customer_id
        and billed.currency = unbilled.currency
        and abs(datediff(billed.billed_date, unbilled.order_date)) <= :match_days
),

nearest as (
    select bill, min(days) as days
    from pairs
    where abs(net_amount - amount) <= terms.minor_units(:tolerance, currency)
    group by bill
),

-- One order that fits, the nearest day; two that fit equally are none.
met_alone as (
    select pairs.bill, min(pairs.order_id) as order_id
    from pairs
    inner join nearest
        on pairs.bill = nearest.bill and pairs.days = nearest.days
    where abs(pairs.net_amount - pairs.amount) <= terms.minor_units(:tolerance, pairs.currency)
    group by pairs.bill
    having count(*) = 1
),

met_together as (
    select bill
    from pairs
    group by bill, amount, currency
    having count(*) > 1 and abs(sum(net_amount) - amount) <= terms.minor_units(:tolerance, currency)
),

-- A bill meets an order once: two bills for one order leave it unbilled.
met as (
    select order_id
    from (
        select bill, order_id
        from met_alone
        union
        select pairs.bill, pairs.order_id
        from pairs
        inner join met_together
            on pairs.bill = met_together.bill
    )
    group by order_id
    having count(*) = 1
)

select unbilled.*, met.order_id is not null as is_billed_elsewhere
from unbilled
left join met
    on unbilled.order_id = met.order_id
