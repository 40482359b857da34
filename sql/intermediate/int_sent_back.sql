-- grain: invoice_id, place
-- kind: view
-- How much of what an invoice was overpaid went back as refunds of its orders, each for its part of the invoice: they take down
-- the overpayments of the order's invoices in its currency, one after the other by date, and are no payments.
with refunded as (
    select order_id, sum(refund_amount) as refunded_amount
    from known_returns
    where order_id is not null
    group by order_id
),

int_balances as (
    select
        int_invoice_orders.order_id, int_invoice_orders.place, int_balances.invoice_id, int_balances.invoice_date,
        int_balances.currency,
        terms.part_of(int_balances.open_amount, from_weight, to_weight, whole_weight, int_balances.currency) as open_amount
    from int_balances
    inner join int_invoice_orders on int_balances.invoice_id = int_invoice_orders.invoice_id
),

orders as (
    select known_orders.order_id, known_orders.currency, refunded.refunded_amount
    from known_orders
    inner join refunded on known_orders.order_id = refunded.order_id
),

overpaid as (
    select
        int_balances.invoice_id,
        int_balances.place,
        orders.refunded_amount,
        -int_balances.open_amount as over_amount,
        coalesce(sum(-int_balances.open_amount) over (
            partition by int_balances.order_id
            order by int_balances.invoice_date, int_balances.invoice_id
            rows between unbounded preceding and 1 preceding
        ), 0) as before_amount
    from int_balances
    inner join orders on int_balances.order_id = orders.order_id and int_balances.currency = orders.currency
    where int_balances.open_amount < 0
),

sent_back as (
    select
        invoice_id, place,
        cast(greatest(least(over_amount, refunded_amount - before_amount), 0) as decimal(19, 4)) as sent_back_amount
    from overpaid
)

select * from sent_back where sent_back_amount > 0
