-- grain: customer_id, seen_on
-- kind: view
-- Of customers on whose invoices money went back: the last 13 outcomes and the last payment as known at the end of each day on
-- which either changed. What was undone is in neither from its day on, so they are no running figures, as others' are.
with states as (
    select
        invoice_id, customer_id, valid_from, valid_to, last_payment_date, settled_on, settled_days_late, has_reversal
    from int_invoice_states
    where customer_id is not null
),
customers as (
    select customer_id
    from states
    where has_reversal
    group by customer_id
),
days as (
    select int_customer_events.customer_id, int_customer_events.seen_on
    from int_customer_events
    inner join customers on int_customer_events.customer_id = customers.customer_id
    where int_customer_events.kind in ('balance', 'settled', 'unsettled')
    group by int_customer_events.customer_id, int_customer_events.seen_on
)
select
    days.customer_id,
    days.seen_on,
    max(states.last_payment_date) as last_paid_on,
    transform(
        reverse(slice(reverse(array_sort(collect_list(
            case when states.settled_days_late is not null then struct(
                states.settled_on as settled_on, states.invoice_id as invoice_id, states.settled_days_late as days_late)
            end))), 1, 13)),
        outcome -> struct(outcome.invoice_id as invoice_id, outcome.days_late as days_late)) as last_outcomes
from days
inner join states
    on days.customer_id = states.customer_id and days.seen_on between states.valid_from and states.valid_to
group by days.customer_id, days.seen_on
