-- grain: currency, customer_id, share
-- kind: kept
-- Constant shares between orders and what is billed on them: of :tax_share_orders orders (customer_id is empty), or of all orders
-- of a customer whose invoices state no net; with those that do, two at least, for one alone is constant in any case. A share is
-- a whole number of steps; the cents of an order leave several, and the one that most orders have is meant, a round one before
-- others. is_usual: :tax_share_orders orders without a stated net have it, and more than half of them.
with above as (
    select
        order_id, customer_id, currency, is_stated, net_amount, gross_amount - net_amount as above_amount,
        terms.minor_units(:tolerance, currency) * parts_count as rounding
    from int_gross_orders
    where is_compared and gross_amount < 2 * net_amount and gross_amount > -net_amount
),

compared as (
    select
        order_id, customer_id, currency, is_stated, above_amount,
        greatest(
            cast(ceil((above_amount - rounding) * 20000 / net_amount) as int),
            cast(ceil(:smallest_tax_share * 20000) as int)
        ) as first_step,
        least(
            cast(floor((above_amount + rounding) * 20000 / net_amount) as int),
            cast(floor(:largest_tax_share * 20000) as int)
        ) as last_step
    from above
),

steps as (
    select order_id, customer_id, currency, is_stated, above_amount, step
    from compared
    lateral view explode(sequence(first_step, last_step)) steps as step
    where first_step <= last_step
),

step_counts as (
    select currency, step, count(*) as orders
    from steps
    group by currency, step
),

votes as (
    select
        steps.order_id, steps.currency, steps.is_stated, max(steps.above_amount) as above_amount,
        min_by(steps.step, struct(-step_counts.orders, steps.step % 200 > 0, steps.step % 20 > 0, steps.step)) as step
    from steps
    inner join step_counts on steps.currency = step_counts.currency and steps.step = step_counts.step
    group by steps.order_id, steps.currency, steps.is_stated
),

ledgers as (
    select currency, count(*) as orders from int_gross_orders where is_compared and not is_stated group by currency
),

ledger_shares as (
    select
        votes.currency, votes.step, count(*) as orders, count_if(not votes.is_stated) as unstated_orders,
        sum(votes.above_amount) as above_amount
    from votes
    group by votes.currency, votes.step
    having count(*) >= :tax_share_orders
),

customers as (
    select currency, customer_id, count(*) as orders, sum(gross_amount - net_amount) as above_amount
    from int_gross_orders
    where is_compared and not is_stated
    group by currency, customer_id
),

-- A share that the ledger has already is no customer's own.
customer_steps as (
    select
        steps.currency, steps.customer_id, steps.step, count(*) as orders, count_if(not steps.is_stated) as unstated_orders,
        max(ledger_shares.step) is not null as is_of_ledger
    from steps
    left join ledger_shares on steps.currency = ledger_shares.currency and steps.step = ledger_shares.step
    group by steps.currency, steps.customer_id, steps.step
),

customer_shares as (
    select
        customers.currency, customers.customer_id, max(customer_steps.orders) as orders,
        max(customers.above_amount) as above_amount,
        min_by(customer_steps.step, struct(
            -customer_steps.orders, customer_steps.step % 200 > 0, customer_steps.step % 20 > 0, customer_steps.step
        )) as step
    from customers
    inner join customer_steps
        on customers.currency = customer_steps.currency and customers.customer_id = customer_steps.customer_id
        and customers.orders = customer_steps.unstated_orders
    where customer_steps.orders >= 2
    group by customers.currency, customers.customer_id
    having count_if(customer_steps.is_of_ledger) = 0
)

select
    ledger_shares.currency, '' as customer_id, cast(cast(ledger_shares.step as decimal(19, 4)) / 20000 as decimal(9, 5)) as share,
    ledger_shares.orders, cast(ledger_shares.above_amount as decimal(19, 4)) as above_amount,
    ledger_shares.unstated_orders >= :tax_share_orders and 2 * ledger_shares.unstated_orders > ledgers.orders as is_usual
from ledger_shares
inner join ledgers on ledger_shares.currency = ledgers.currency
union all
select
    currency, customer_id, cast(cast(step as decimal(19, 4)) / 20000 as decimal(9, 5)) as share, orders,
    cast(above_amount as decimal(19, 4)) as above_amount, false as is_usual
from customer_shares
