-- grain: as_of_date, currency, priority_rank
-- Whom to chase first, and why.
with mart_recovery_worklist as (
    select
        as_of_date, currency, priority_rank, claim_id, claim_type, customer_id, customer_name, amount, p_recover_30d,
        ev_recovered, days_past_due, priority_flag, hold_reason, model_status, reason_1, reason_2, reason_3
    from mart_recovery_worklist
)

select * from mart_recovery_worklist
where priority_rank <= 25
