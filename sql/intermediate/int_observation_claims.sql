-- grain: observation_date, claim_id
-- kind: table
-- Claims at each observation date (is_observed), and on the day they began (is_start: the outcome of that day is the recovery
-- history of other claims), as known at its end. due_amount: the balance; of parts, those overdue, else the oldest. Label:
-- receipts unknown at the observation, dated within the horizon and known at most the settlement lag later, cover it less the
-- credits of that time. Credited in full, or disputed at its end: no outcome. is_aged: listed, older than any that is learnt.
with spells as (
    select
        claim_id, invoice_id, order_id, customer_id, sales_rep_id, sku, order_price, discount_share, currency, known_currency,
        invoice_date, valid_from, valid_to, due_date, amount, paid_amount, open_amount, open_parts, settled_on, settled_days_late,
        settled_amount, excluded_because, failed_on, failed_from, failed_to, overdue_from, overdue_to, live_from, live_to,
        is_listed, attempts, receipts, billed_receipts, min(live_from) over claim as began_on,
        max(is_listed) over claim as is_listed_at_as_of,
        coalesce(max(live_to) over claim < :as_of, true) as is_aged_at_as_of,
        greatest(live_from, date_add(add_months(:as_of, -:history_months), 1)) as first_day
    from int_claim_spells
    window claim as (partition by claim_id order by valid_from rows between unbounded preceding and unbounded following)
),
calendars as (
    select
        *,
        case
            when not :is_training or live_to is null or first_day > live_to then array()
            when :recovery_observe = 'month_ends' then transform(
                sequence(0, (year(live_to) - year(first_day)) * 12 + month(live_to) - month(first_day)),
                months -> last_day(add_months(first_day, months)))
            when :recovery_observe = 'week_ends' then transform(
                sequence(0, int(datediff(live_to, first_day) div 7)),
                weeks -> date_add(next_day(date_sub(first_day, 1), 'SUNDAY'), 7 * weeks))
            else if(live_from = began_on and first_day = began_on, array(began_on), array())
        end as panel_days,
        case
            when :recovery_observe <> 'at_issue' or is_aged_at_as_of then if(is_listed, array(:as_of), array())
            else if(live_from = began_on and is_listed_at_as_of, array(began_on), array())
        end as scoring_days,
        if(live_from = began_on, array(began_on), array()) as start_days
    from spells
),
observed as (
    select
        *,
        case
            when observation_date between failed_from and failed_to then 'failed_payment'
            when observation_date between overdue_from and overdue_to then 'overdue_invoice'
            when array_contains(scoring_days, observation_date) then if(failed_from is null, 'overdue_invoice', 'failed_payment')
        end as claim_type
    from calendars
    lateral view explode(array_union(
        array_union(filter(panel_days, day -> day <= live_to), scoring_days), start_days)) days as observation_date
),
windows as (
    select
        observed.*,
        credits, disputes,
        coalesce(array_max(filter(open_parts, part -> part.due_date < observation_date)).due_amount,
            get(open_parts, 0).due_amount, open_amount) as due_amount,
        date_add(observation_date, :recovery_horizon_days) as window_ends_on,
        date_add(observation_date, :recovery_horizon_days + :recovery_settlement_lag_days) as label_settled_on
    from observed
    left join int_reliefs on observed.invoice_id = int_reliefs.invoice_id
    where claim_type is not null
),
followed as (
    select
        *, due_amount - terms.minor_units(:tolerance, known_currency) as nearly_all,
        array_max(transform(array(receipts, billed_receipts), said -> aggregate(filter(said, receipt ->
            receipt.visible_from > observation_date
            and receipt.event_date <= window_ends_on and receipt.visible_from <= label_settled_on),
            cast(0 as decimal(19, 4)), (total, receipt) -> cast(total + receipt.amount as decimal(19, 4))))) as received_amount,
        coalesce(aggregate(filter(credits, credit -> credit.visible_from > observation_date
            and credit.credit_date <= window_ends_on and credit.visible_from <= label_settled_on),
            cast(0 as decimal(19, 4)), (total, credit) -> cast(total + credit.amount as decimal(19, 4))), 0) as credited_amount,
        coalesce(exists(disputes, dispute -> dispute.opened_date <= window_ends_on
            and dispute.visible_from <= label_settled_on
            and coalesce(dispute.closed_date > window_ends_on, true)), false) as is_disputed,
        if(failed_on <= observation_date,
            filter(attempts, attempt -> attempt.visible_from <= observation_date), array()) as seen_attempts,
        filter(seen_attempts, attempt -> attempt.is_failure) as failures,
        get(failures, size(failures) - 1) as last_failure
    from windows
),
judged as (
    select
        *,
        case
            when excluded_because is not null then concat('excluded:', excluded_because)
            when label_settled_on > :as_of then 'open_window'
            when credited_amount >= nearly_all then 'excluded:credited'
            when is_disputed then 'excluded:disputed'
            else 'mature'
        end as label_status,
        case when label_settled_on <= :as_of and credited_amount < nearly_all and not is_disputed
            then cast(coalesce(received_amount, 0) >= nearly_all - credited_amount as int) end as outcome,
        array_contains(scoring_days, observation_date) and coalesce(excluded_because <> 'void', true) as is_scoring,
        array_contains(scoring_days, observation_date) and is_aged_at_as_of as is_aged
    from followed
),
described as (
    select
        observation_date, claim_id, claim_type, invoice_id, order_id, customer_id, sales_rep_id, sku, order_price,
        discount_share, currency, known_currency, is_scoring, is_aged, invoice_date, due_date, amount, paid_amount, open_amount,
        due_amount, label_status, label_settled_on, outcome, settled_on, settled_days_late, settled_amount,
        array_contains(panel_days, observation_date) or array_contains(scoring_days, observation_date) as is_observed,
        coalesce(observation_date = began_on, false) as is_start, case when label_status = 'mature' then outcome end as label,
        size(seen_attempts) as attempts_count, size(failures) as failed_attempts,
        datediff(observation_date, get(failures, 0).attempt_date) as days_since_first_failure,
        datediff(observation_date, get(seen_attempts, size(seen_attempts) - 1).attempt_date) as days_since_last_attempt,
        last_failure.provider as provider, last_failure.reason_code as reason_code, last_failure.payment_method as payment_method,
        last_failure.device as device, last_failure.country as country,
        last_failure.stored_retries as stored_retries
    from judged
)
select
    *,
    first_value(outcome) over so_far as began_outcome, first_value(label_settled_on) over so_far as began_label_settled_on,
    first_value(provider) over so_far as began_provider, first_value(reason_code) over so_far as began_reason_code,
    first_value(claim_type) over so_far as began_claim_type, first_value(customer_id) over so_far as began_customer_id
from described
window so_far as (partition by claim_id order by observation_date rows between unbounded preceding and current row)
