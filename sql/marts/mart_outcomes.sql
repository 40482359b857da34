-- grain: currency, action, channel
-- kind: table
-- rows: few
-- What was chased and what came of it, by action and channel, from outcomes that were not taken back. A chase begins with a
-- contact before which the debt had none of its kind within recovery.horizon-days; its money is what came in the days after.
-- A debt that was both called and written to is in both rows: never add money over rows. Null: no chase is over yet.
with taken_back as (
    select undoes_outcome_id
    from known_outcomes
    where undoes_outcome_id is not null
    group by undoes_outcome_id
),

acts as (
    select
        known_outcomes.outcome_id, known_outcomes.claim_id, known_outcomes.customer_id, known_outcomes.action_date,
        coalesce(known_outcomes.action, 'unknown') as action, coalesce(known_outcomes.channel, 'unknown') as channel,
        known_outcomes.cost,
        max(known_outcomes.action_date) over (
            partition by known_outcomes.claim_id, if(known_outcomes.claim_id is null, known_outcomes.customer_id, null),
                known_outcomes.action, known_outcomes.channel
            order by known_outcomes.action_date, known_outcomes.outcome_id
            rows between unbounded preceding and 1 preceding
        ) as last_date
    from known_outcomes
    left join taken_back on known_outcomes.outcome_id = taken_back.undoes_outcome_id
    where taken_back.undoes_outcome_id is null and known_outcomes.undoes_outcome_id is null
),

chased_invoices as (
    select acts.outcome_id, acts.action_date, int_invoices.invoice_id, int_invoices.currency
    from acts
    inner join int_invoices on acts.claim_id = 'invoice:' || int_invoices.invoice_id
    union all
    select acts.outcome_id, acts.action_date, int_invoices.invoice_id, int_invoices.currency
    from acts
    inner join int_invoices on acts.claim_id = 'order:' || int_invoices.order_id
    union all
    select acts.outcome_id, acts.action_date, int_invoices.invoice_id, int_invoices.currency
    from acts
    inner join int_invoices
        on acts.customer_id = int_invoices.customer_id and int_invoices.invoice_date <= acts.action_date
    where acts.claim_id is null
),

received as (
    select chased_invoices.outcome_id, chased_invoices.currency, coalesce(sum(int_payments.amount), 0) as received_amount
    from chased_invoices
    left join int_payments
        on chased_invoices.invoice_id = int_payments.invoice_id
        and int_payments.is_success
        and not int_payments.is_undone
        and int_payments.payment_date > chased_invoices.action_date
        and int_payments.payment_date <= date_add(chased_invoices.action_date, :recovery_horizon_days)
    group by chased_invoices.outcome_id, chased_invoices.currency
),

expected as (
    select outcome_id, currency, sum(amount) as amount, sum(ev_recovered) as ev_recovered
    from score_chased
    group by outcome_id, currency
),

places as (
    select
        coalesce(received.outcome_id, expected.outcome_id) as outcome_id,
        coalesce(received.currency, expected.currency) as currency,
        received.received_amount,
        expected.amount,
        expected.ev_recovered
    from received
    full join expected on received.outcome_id = expected.outcome_id and received.currency = expected.currency
),

contacts as (
    select
        coalesce(places.currency, terms.unknown_currency()) as currency,
        acts.action,
        acts.channel,
        places.outcome_id is not null as is_known,
        acts.last_date is null or datediff(acts.action_date, acts.last_date) > :recovery_horizon_days as is_first,
        date_add(acts.action_date, :recovery_horizon_days + :recovery_settlement_lag_days) <= :as_of as is_over,
        row_number() over (
            partition by acts.outcome_id order by coalesce(places.currency, '')
            rows between unbounded preceding and current row
        ) = 1 as is_costed,
        acts.cost, places.received_amount, places.amount, places.ev_recovered
    from acts
    left join places on acts.outcome_id = places.outcome_id
)

select
    currency,
    action,
    channel,
    count(*) as contacts,
    count_if(not is_known) as unknown_contacts,
    cast(sum(if(is_costed, cost, null)) as decimal(19, 3)) as contact_cost_amount,
    count_if(is_first) as chases,
    count_if(is_first and is_over) as mature_chases,
    count_if(is_first and is_over and received_amount > 0) as paid_chases,
    cast(sum(if(is_first and is_over, received_amount, null)) as decimal(19, 3)) as chase_received_amount,
    count_if(is_first and is_over and ev_recovered is not null) as compared_chases,
    cast(sum(if(is_first and is_over and ev_recovered is not null, amount, null)) as decimal(19, 3)) as compared_amount,
    cast(sum(if(is_first and is_over, ev_recovered, null)) as decimal(19, 3)) as compared_expected_amount,
    cast(sum(if(is_first and is_over and ev_recovered is not null, coalesce(received_amount, 0), null)) as decimal(19, 3))
        as compared_received_amount
from contacts
group by currency, action, channel
