-- grain: sales_rep_id, currency
-- control: P08
-- title: Sales rep whose invoices stay unpaid
-- type: S
-- severity: medium
-- precedence: signal
-- needs: orders.sales_rep_id, invoices.order_id|invoice_lines.order_id, invoices.due_date
-- policy: rep_fewest_orders, fewest_peers, outlier_z
-- Overdue ÷ billed of a rep's invoices, drawn towards the peers' median, against that median: z is the distance over
-- what reps differ by (1.4826 × MAD), at least over what chance makes of invoices of such sizes.
with

reps as (
    select
        sales_rep_id,
        currency,
        count(*) as invoices,
        double(sum(overdue_amount)) / double(sum(amount)) as share,
        double(sum(amount)) * double(sum(amount)) / sum(double(amount) * double(amount)) as weighty_invoices
    from int_invoices
    where sales_rep_id is not null
        and not is_void
        and amount > 0
    group by sales_rep_id, currency
    having count(*) >= :rep_fewest_orders
),

medians as (
    select currency, median(share) as peer_share
    from reps
    group by currency
    having count(*) >= :fewest_peers
),

shrunk as (
    select
        reps.*,
        medians.peer_share,
        weighty_invoices / (weighty_invoices + :rep_fewest_orders) as weight,
        (peer_share * weighty_invoices + 1) / (weighty_invoices + 2) as chance_share,
        weight * (share - peer_share) as distance,
        weight * sqrt(chance_share * (1 - chance_share) / weighty_invoices) as error
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
        distance / greatest(spreads.spread, error) as z
    from shrunk
    inner join spreads
        on shrunk.currency = spreads.currency
)

select
    sales_rep_id,
    currency,
    null as expected_amount,
    null as actual_amount,
    null as amount,
    concat(
        round(100 * share, 1), ' % of what ', invoices, ' invoices billed is overdue, usual are ',
        round(100 * peer_share, 1), ' %, z ', round(z, 1)
    ) as evidence
from compared
where z > :outlier_z
