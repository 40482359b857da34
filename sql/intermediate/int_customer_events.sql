-- grain: kind, event_key, event_date
-- kind: table
-- What became known of customers and sales reps, in one stream; money in currency. kind: balance (changes of what is open and
-- overdue; overdue before: at the end of the day before), bill, settled, unsettled (that is undone), order, refund, failure,
-- chargeback, claim (its outcome). hits: of quantity, late (settled) or recovered (claim). overdue_days: change of the sum of
-- overdue due dates, as day numbers. seen_on: the first day, not before the event, on which either task may observe.
with states as (
    select
        invoice_id, customer_id, sales_rep_id, known_currency as currency, issued_on, valid_from, valid_to, due_date, amount,
        open_parts, last_payment_date, settled_on, settled_days_late, settled_amount, previous_due_date, previous_settled_on,
        previous_settled_days_late, previous_settled_amount,
        settled_on <=> previous_settled_on and settled_days_late <=> previous_settled_days_late
            and settled_amount <=> previous_settled_amount as is_same_outcome,
        coalesce(previous_amount, 0) as amount_before,
        if(open_amount > terms.minor_units(:tolerance, known_currency), open_amount, 0) as open_now,
        if(previous_open_amount > terms.minor_units(:tolerance, known_currency), previous_open_amount, 0) as open_before,
        if(due_date < valid_from and open_now > 0,
            coalesce(array_max(filter(open_parts, part -> part.due_date < valid_from)).due_amount, open_now), 0) as overdue_now,
        if(previous_due_date < date_sub(valid_from, 1) and open_before > 0,
            coalesce(array_max(filter(previous_open_parts, part -> part.due_date < date_sub(valid_from, 1))).due_amount,
                open_before), 0) as overdue_before
    from int_invoice_states
    where customer_id is not null or sales_rep_id is not null
),
attempts as (
    select
        attempt_id, order_id, customer_id, known_currency as currency, amount, visible_from, kind,
        date_add(visible_from, if(kind = 'failure' or terms.is_chargeback(transaction_type), 0, :chargeback_days)) as event_date
    from known_transactions lateral view explode(array('failure', 'chargeback')) kinds as kind
    where (kind = 'failure' and not is_success and not terms.is_pending(result_status) and not is_refund
            and not terms.is_chargeback(transaction_type)
        or kind = 'chargeback' and (is_chargeback or terms.is_chargeback(transaction_type)))
),
claims as (
    select claim_id, customer_id, known_currency as currency, outcome, label_settled_on
    from int_observation_claims
    where is_start and outcome is not null
),
steps as (
    -- The fifth step and those after it: what becomes overdue later, part by part.
    select
        *, place = 4 as is_oldest, coalesce(get(open_parts, place - 4).due_date, due_date) as due_on,
        coalesce(get(open_parts, place - 4).due_amount - coalesce(get(open_parts, place - 5).due_amount, 0), open_now)
            as due_amount
    from states
    lateral view posexplode(concat(array('balance', 'bill', 'settled', 'unsettled', 'due'),
        coalesce(array_repeat('due', size(open_parts) - 1), array()))) steps as place, step
),
known_steps as (
    select *
    from steps
    where step = 'balance'
        or step = 'due' and open_now > 0 and due_on >= valid_from and due_on < valid_to
        or step = 'bill' and (valid_from = issued_on or amount <> amount_before)
        or step = 'settled' and settled_on is not null and not is_same_outcome
        or step = 'unsettled' and previous_settled_on is not null and not is_same_outcome
),
events as (
    select
        customer_id, sales_rep_id, currency, if(step = 'due', date_add(due_on, 1), valid_from) as event_date,
        if(step = 'due', 'balance', step) as kind, invoice_id as event_key,
        case step
            when 'balance' then open_now - open_before when 'bill' then amount - amount_before
            when 'settled' then settled_amount when 'unsettled' then -previous_settled_amount else 0
        end as amount,
        case step
            when 'balance' then int(open_now > 0) - int(open_before > 0) when 'due' then 0 when 'unsettled' then -1
            else int(step = 'settled' or valid_from = issued_on)
        end as quantity,
        case step
            when 'settled' then int(coalesce(settled_days_late > 0, false))
            when 'unsettled' then -int(coalesce(previous_settled_days_late > 0, false))
            else 0
        end as hits,
        case step when 'balance' then overdue_now - overdue_before when 'due' then due_amount end as overdue_amount,
        case step when 'balance' then int(overdue_now > 0) - int(overdue_before > 0) when 'due' then int(is_oldest) end
            as overdue_quantity,
        case step
            when 'balance' then if(overdue_now > 0, unix_date(due_date), 0)
                - if(overdue_before > 0, unix_date(previous_due_date), 0)
            when 'due' then if(is_oldest, unix_date(due_on), 0)
        end as overdue_days,
        case step when 'settled' then settled_days_late when 'unsettled' then -previous_settled_days_late end as days_late,
        if(step = 'balance', last_payment_date, null) as paid_on
    from known_steps
    union all
    select
        customer_id, sales_rep_id, known_currency, visible_from, 'order', order_id, net_amount, 1, 0, 0, 0, 0, null, null
    from known_orders
    union all
    select
        coalesce(known_returns.customer_id, known_orders.customer_id), known_orders.sales_rep_id,
        known_returns.known_currency, known_returns.visible_from, 'refund', known_returns.return_id,
        known_returns.refund_amount, 1, 0, 0, 0, 0, null, null
    from known_returns
    left join known_orders
        on known_returns.order_id = known_orders.order_id and known_orders.visible_from <= known_returns.visible_from
    union all
    select
        coalesce(attempts.customer_id, known_orders.customer_id), null, attempts.currency, attempts.event_date, attempts.kind,
        attempts.attempt_id, attempts.amount, 1, 0, 0, 0, 0, null, null
    from attempts
    left join known_orders
        on attempts.order_id = known_orders.order_id and known_orders.visible_from <= attempts.visible_from
    where attempts.event_date <= :as_of
    union all
    select
        customer_id, null, currency, label_settled_on, 'claim', claim_id, 0, 1, outcome, 0, 0, 0, null, null
    from claims
)
select
    *,
    case
        when 'at_issue' in (:default_observe, :recovery_observe) then event_date
        else least(:as_of,
            if('month_ends' in (:default_observe, :recovery_observe), last_day(event_date), null),
            if('week_ends' in (:default_observe, :recovery_observe), next_day(date_sub(event_date, 1), 'SUNDAY'), null))
    end as seen_on
from events
where customer_id is not null or sales_rep_id is not null
