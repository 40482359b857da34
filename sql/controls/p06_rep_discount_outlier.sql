-- grain: sales_rep_id, currency
-- control: P06
-- title: Sales rep gives unusual discounts
-- type: S
-- severity: medium
-- precedence: signal
-- needs: orders.qty|order_lines.qty, orders.price|order_lines.price, orders.discount|order_lines.discount, orders.sales_rep_id
-- policy: rep_fewest_orders, fewest_peers, outlier_z
-- A rep's mean discount share, drawn towards the peers' median as if by that many orders more, against that median: z is
-- the distance over what reps differ by (1.4826 × MAD), at least over the error of the mean.
with

orders as (
    select
        sales_rep_id,
        currency,
        gross_amount,
        coalesce(discount, 0) as discount,
        double(coalesce(discount, 0)) / double(gross_amount) as share
    from int_orders
    where gross_amount > 0
        and sales_rep_id is not null
),

reps as (
    select
        sales_rep_id,
        currency,
        count(*) as orders,
        avg(share) as share,
        stddev_samp(share) as deviation,
        sum(discount) as discount_amount,
        sum(gross_amount) as gross_amount
    from orders
    group by sales_rep_id, currency
    having count(*) >= :rep_fewest_orders
),

medians as (
    select currency, median(share) as peer_share, median(deviation) as peer_deviation
    from reps
    group by currency
    having count(*) >= :fewest_peers
),

shrunk as (
    select
        reps.*,
        medians.peer_share,
        double(orders) / (orders + :rep_fewest_orders) as weight,
        weight * (share - peer_share) as distance,
        weight * peer_deviation / sqrt(orders) as error
    from reps
    inner join medians
        on reps.currency = medians.currency
),

spreads as (
    select currency, 1.4826 * median(abs(distance)) as spread
    from shrunk
    group by currency
),

compared as (
    select
        shrunk.*,
        distance / nullif(greatest(spreads.spread, error), 0) as z
    from shrunk
    inner join spreads
        on shrunk.currency = spreads.currency
)

select
    sales_rep_id,
    currency,
    terms.in_currency(cast(peer_share as decimal(19, 6)) * gross_amount, currency) as expected_amount,
    discount_amount as actual_amount,
    greatest(discount_amount - terms.in_currency(cast(peer_share as decimal(19, 6)) * gross_amount, currency), 0) as amount,
    concat(
        'mean discount ', round(100 * share, 1), ' % over ', orders, ' orders, usual are ',
        round(100 * peer_share, 1), ' %, z ', round(z, 1)
    ) as evidence
from compared
where z > :outlier_z
