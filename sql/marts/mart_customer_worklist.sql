-- grain: currency, debtor_id
-- kind: table
-- rows: many
-- Whom to call, best first within a currency: a customer with all its claims, what may be offset, what was promised and who
-- called last. A claim without a customer, or of an unknown currency, is a row of its own. Expected value: of claims not held.
with claims as (
    select
        claim_id, currency, debtor_id, customer_id, amount, ev_recovered, order_value, due_date, days_past_due, hold_reason,
        priority_flag, treatment,
        row_number() over (
            partition by currency, debtor_id order by hold_reason is not null, order_value desc, amount desc, claim_id
            rows between unbounded preceding and current row
        ) as place
    from mart_recovery_worklist
),

debtors as (
    select
        currency,
        debtor_id,
        max(customer_id) as customer_id,
        count(*) as claims,
        count_if(hold_reason is not null) as held_claims,
        sum(amount) as amount,
        sum(if(hold_reason is null, 0, amount)) as held_amount,
        sum(if(hold_reason is null, ev_recovered, 0)) as ev_recovered,
        sum(if(hold_reason is null, order_value, 0)) as order_value,
        min(due_date) as oldest_due_date,
        max(days_past_due) as oldest_days_past_due,
        min(if(place = 1, claim_id, null)) as best_claim_id,
        if(count_if(hold_reason is null) = 0, min(if(place = 1, hold_reason, null)), null) as hold_reason,
        count_if(priority_flag) > 0 as priority_flag,
        max(treatment) as treatment
    from claims
    group by currency, debtor_id
),

left_out as (
    select currency, customer_id, count(*) as claims, sum(amount) as amount
    from claims_left_out
    where customer_id is not null
    group by currency, customer_id
),

contacts as (
    select
        coalesce(known_contacts.customer_id, int_invoices.customer_id) as customer_id,
        known_contacts.contact_date, known_contacts.channel, known_contacts.outcome,
        row_number() over (
            partition by coalesce(known_contacts.customer_id, int_invoices.customer_id)
            order by known_contacts.contact_date desc, known_contacts.contact_id desc
            rows between unbounded preceding and current row
        ) as nth_last
    from known_contacts
    left join int_invoices on known_contacts.invoice_id = int_invoices.invoice_id
),

promises as (
    select
        customer_id, currency, promise_date, pay_by_date, amount, promise_status,
        row_number() over (
            partition by customer_id, currency order by promise_date desc, promise_id desc
            rows between unbounded preceding and current row
        ) as nth_promise
    from int_promises
)

select
    debtors.currency,
    debtors.debtor_id,
    debtors.customer_id,
    known_customers.customer_name,
    coalesce(known_customers.region, 'Unknown') as region,
    coalesce(known_customers.segment, 'Unknown') as segment,
    cast(row_number() over (
        partition by debtors.currency
        order by debtors.hold_reason is not null, debtors.order_value desc, debtors.amount desc, debtors.debtor_id
        rows between unbounded preceding and current row
    ) as int) as priority_rank,
    debtors.priority_flag,
    debtors.hold_reason,
    debtors.claims,
    debtors.held_claims,
    cast(debtors.amount as decimal(19, 3)) as amount,
    cast(debtors.held_amount as decimal(19, 3)) as held_amount,
    cast(debtors.ev_recovered as decimal(19, 3)) as ev_recovered,
    debtors.oldest_due_date,
    debtors.oldest_days_past_due,
    debtors.best_claim_id,
    score_claims.reason_1,
    score_claims.reason_2,
    score_claims.reason_3,
    cast(coalesce(customer_credits.credit_amount, 0) as decimal(19, 3)) as credit_amount,
    cast(coalesce(customer_credits.unapplied_amount, 0) as decimal(19, 3)) as unapplied_amount,
    contacts.contact_date as last_contact_date,
    contacts.channel as last_contact_channel,
    contacts.outcome as last_contact_outcome,
    promises.promise_date,
    promises.pay_by_date as promise_pay_by_date,
    cast(promises.amount as decimal(19, 3)) as promise_amount,
    promises.promise_status,
    terms.published(debtors.amount * int_fx_rates.fx_rate, :reporting_currency) as reporting_amount,
    debtors.treatment,
    worklist_sources.lacking_tables as not_looked,
    coalesce(left_out.claims, 0) as unlisted_claims,
    cast(coalesce(left_out.amount, 0) as decimal(19, 3)) as unlisted_claims_amount
from debtors
cross join worklist_sources
left join score_claims on debtors.best_claim_id = score_claims.claim_id
left join known_customers on debtors.customer_id = known_customers.customer_id
left join customer_credits
    on debtors.customer_id = customer_credits.customer_id and debtors.currency = customer_credits.currency
left join left_out on debtors.customer_id = left_out.customer_id and debtors.currency = left_out.currency
left join contacts on debtors.customer_id = contacts.customer_id and contacts.nth_last = 1
left join promises on debtors.customer_id = promises.customer_id and debtors.currency = promises.currency and nth_promise = 1
left join int_fx_rates
    on debtors.currency = int_fx_rates.currency and :as_of between int_fx_rates.valid_from and int_fx_rates.valid_to
