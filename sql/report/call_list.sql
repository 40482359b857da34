-- grain: as_of_date, currency, priority_rank
-- Whom to call first: customers with all their claims.
with mart_customer_worklist as (
    select
        as_of_date, currency, priority_rank, debtor_id, customer_id, customer_name, priority_flag, hold_reason, claims,
        held_claims, amount, held_amount, ev_recovered, oldest_days_past_due, best_claim_id, reason_1, credit_amount,
        unapplied_amount, last_contact_date, last_contact_channel, last_contact_outcome, promise_pay_by_date, promise_status,
        not_looked
    from mart_customer_worklist
)

select * from mart_customer_worklist
where priority_rank <= 25
